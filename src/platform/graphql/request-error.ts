import { GraphQLError } from 'graphql';
import type { RequestErrorCode } from '../kernel/request-error-code.ts';

/** Makes a top-level error: its code is for programs, its message for people. */
export const requestError = (code: RequestErrorCode, message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code } });
