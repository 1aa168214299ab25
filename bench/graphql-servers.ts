import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';

/** A GraphQL server to be measured; it runs in a process of its own, and so does whoever asks it. */
export type ServerTask =
  | { readonly name: 'ours'; readonly env: Readonly<Record<string, string>> }
  | { readonly name: 'bare'; readonly dataFile: string };

export interface GraphqlServer {
  /** Sends a request over a connection that stays open; resolves with the body's text. Rejects unless it is answered with 200. */
  readonly send: (body: string, headers?: Readonly<Record<string, string>>) => Promise<string>;
  readonly stop: () => Promise<void>;
}

/** Starts a server. Rejects when it does not come up. */
export async function startServer(task: ServerTask): Promise<GraphqlServer> {
  const child = fork(new URL('graphql-server-process.ts', import.meta.url), [JSON.stringify(task)], {
    execArgv: [...(process.env['BENCH_SERVER_ARGS']?.split(' ') ?? []), '--import', 'tsx'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const exited = once(child, 'exit');
  const [url] = (await Promise.race([
    once(child, 'message'),
    exited.then(([code]) => Promise.reject(new Error(`the ${task.name} server ended with code ${code}`))),
  ])) as [string];
  const agent = new Agent({ keepAlive: true });
  return {
    send: (body, headers = {}) => post(url, agent, body, headers),
    async stop() {
      agent.destroy();
      child.disconnect();
      await exited;
    },
  };
}

function post(
  url: string,
  agent: Agent,
  body: string,
  headers: Readonly<Record<string, string>>,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      { method: 'POST', agent, headers: { 'content-type': 'application/json', ...headers } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          if (response.statusCode === 200) resolve(text);
          else reject(new Error(`answered with ${response.statusCode}: ${text.slice(0, 300)}`));
        });
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}
