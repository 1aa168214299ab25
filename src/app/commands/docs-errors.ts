import { readFile, writeFile } from 'node:fs/promises';
import { defineCommand } from 'citty';
import { ERROR_CODES } from '../../platform/kernel/error-code.ts';
import { REQUEST_ERROR_CODES } from '../../platform/kernel/request-error-code.ts';
import { markdownTable } from '../markdown-table.ts';

const FILE = 'docs/api/errors.md';

const INTRODUCTION = `# Errors

The tables are printed from the code by \`npm run docs:errors\`; this page is not edited by hand.

What is wrong stands in one of two places. Both have a \`code\` for programs and a \`message\` for people; messages may be reworded, codes keep their meaning. Treat a code that you do not know as "something else": more may come.

## What was wrong with an input: \`userErrors\`

A mutation that cannot be carried out answers with \`userErrors\` and a null object, and **nothing was changed**. Each error has the \`path\` of the input field at fault, from the argument down, and all problems of an input come at once, so that a form can show each beside its field.

<!-- as: buyer -->

\`\`\`graphql
mutation Spoilt($input: PostRfqInput!) {
  postRfq(input: $input) {
    rfq {
      id
    }
    userErrors {
      code
      path
      message
    }
  }
}
\`\`\`

\`\`\`json
{
  "input": {
    "title": "",
    "currency": "EUR",
    "deliverTo": { "country": "DE" },
    "closesAt": "$in7Days",
    "lines": [{ "description": "Bracket", "quantity": { "value": "0", "unit": "C62" } }]
  }
}
\`\`\`

\`\`\`json answer
{
  "data": {
    "postRfq": {
      "rfq": null,
      "userErrors": [
        { "code": "VALIDATION_FAILED", "path": ["input", "title"], "message": "…" },
        {
          "code": "VALIDATION_FAILED",
          "path": ["input", "lines", "0", "quantity", "value"],
          "message": "Give a number that is more than 0 and at most 1000000000000."
        }
      ]
    }
  }
}
\`\`\`

What belongs to somebody else is answered as if it did not exist: \`NOT_FOUND\` here, \`null\` in queries.
`;

const TOP_LEVEL = `## What was wrong with the request: \`errors\`

Transport, syntax, limits, authentication and faults of ours stand in the answer's \`errors\`, as GraphQL has them. So does a value that its type does not take, such as the currency \`"eur"\`: the message names its place in the variables. \`extensions.code\` is one of those below; \`extensions.requestId\` is in the header \`x-request-id\`, too, and finds the request in our logs. What went wrong on our side is told no further than \`INTERNAL_SERVER_ERROR\`.

<!-- as: nobody -->

\`\`\`graphql
query Who {
  viewer {
    role
  }
}
\`\`\`

\`\`\`json answer
{
  "errors": [
    {
      "message": "…",
      "locations": "…",
      "path": ["viewer"],
      "extensions": { "code": "UNAUTHENTICATED", "requestId": "…" }
    }
  ]
}
\`\`\`

The status is that of the response where there is no data; an answer with data is 200, whatever errors it holds, unless the service is away (503) or the caller is not known (401). Clients that accept \`application/json\` alone get 200 for a document that was read and refused, as "GraphQL over HTTP" asks of servers.
`;

/** The page of errors: how to read them, and every code with its meaning and what to do next. */
export function errorsText(): string {
  return [
    INTRODUCTION,
    ...markdownTable(
      ['`userErrors` code', 'meaning', 'what to do next'],
      Object.entries(ERROR_CODES).map(([code, { meaning, next }]) => [`\`${code}\``, meaning, next]),
    ),
    '',
    TOP_LEVEL,
    ...markdownTable(
      ['`errors` code', 'status', 'meaning', 'what to do next'],
      Object.entries(REQUEST_ERROR_CODES).map(([code, { status, meaning, next }]) => [
        `\`${code}\``,
        String(status),
        meaning,
        next,
      ]),
    ),
    '',
  ].join('\n');
}

export const docsErrorsCommand = defineCommand({
  meta: {
    name: 'docs:errors',
    description: `Writes ${FILE} from the lists of codes; with --check only compares.`,
  },
  args: { check: { type: 'boolean', description: 'Compare, and exit 1 when the file is out of date.' } },
  async run({ args }) {
    const text = errorsText();
    if (!args.check) return writeFile(FILE, text);
    const current = await readFile(FILE, 'utf8').catch(() => '');
    if (current === text) return console.log(`${FILE} is up to date.`);
    console.error(`${FILE} is out of date: run \`npm run docs:errors\` and commit it.`);
    process.exitCode = 1;
  },
});
