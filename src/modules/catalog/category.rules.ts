/** Scheme whose codes may carry a check digit. */
const CPV = 'CPV';

/** A code as it is kept: a CPV code without its check digit ("44530000-4" is "44530000"). */
export const categoryCode = (scheme: string, code: string): string =>
  scheme === CPV ? code.replace(/^(\d{8})-\d$/, '$1') : code;

/** The language that labels are kept in: "pt" for "pt-BR" and "PT". */
export const labelLanguage = (tag: string): string => tag.toLowerCase().split(/[-_]/, 1)[0] ?? '';

/** The language of the labels that every category has. */
export const DEFAULT_LANGUAGE = 'en';
