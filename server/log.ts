import { type DestinationStream, type Logger, pino } from 'pino';

/** The log of the process. What people sold, typed or sign in with stays out of it (T5). */
export function openLog(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    redact: ['*.password', '*.pin', '*.token', '*.secret', '*.cookie', '*.authorization'],
    serializers: { err: (error: unknown) => describeError(error) },
  };
  return destination ? pino(options, destination) : pino(options);
}

interface DescribedError {
  type: string;
  message: string;
  code?: string;
  constraint?: string;
  stack?: string;
  cause?: DescribedError;
}

/**
 * An error as far as it may be written down. Left out is what carries a statement's values: the parameters that the
 * query builder appends to its message, and the database's own detail ("Key (email)=(…) already exists").
 */
function describeError(error: unknown, depth = 0): DescribedError {
  if (!(error instanceof Error))
    return { type: typeof error, message: 'something else than an error was thrown' };
  const { code, constraint, constraint_name: name } = error as Error & Record<string, unknown>;
  const [message = ''] = error.message.split('\nparams: ');
  const described: DescribedError = { type: error.name, message };
  if (typeof code === 'string') described.code = code;
  if (typeof (constraint ?? name) === 'string') described.constraint = String(constraint ?? name);
  // The stack begins with the message, values and all.
  const frames = error.stack?.split(error.message).at(-1);
  if (frames?.trimStart().startsWith('at ')) described.stack = message + frames;
  if (error.cause !== undefined && depth < 5) described.cause = describeError(error.cause, depth + 1);
  return described;
}
