/** One thing wrong in a body: where (RFC 6901 JSON pointer) and what. */
export interface FieldError {
  pointer: string;
  message: string;
}

export interface ProblemInput {
  detail: string;
  title?: string;
  errors?: FieldError[];
  headers?: Record<string, string>;
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'The request could not be read',
  401: 'Authentication is needed',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  410: 'It is gone',
  412: 'It has changed since you read it',
  413: 'The body is too large',
  415: 'This media type is not accepted',
  422: 'The body does not fit',
  428: 'A precondition is needed',
  429: 'Too many requests',
  500: 'Something went wrong here',
  503: 'Not available right now',
};

/** An answer that refuses, as RFC 9457 problem details. Thrown anywhere below a route, turned into a response by the app's `onError`. */
export class HttpProblem extends Error {
  readonly status: number;
  readonly input: ProblemInput;

  constructor(status: number, input: ProblemInput) {
    super(input.detail);
    this.status = status;
    this.input = input;
  }

  toResponse(): Response {
    const { detail, title = TITLES[this.status] ?? 'Error', errors, headers } = this.input;
    const body = { type: 'about:blank', title, status: this.status, detail, ...(errors ? { errors } : {}) };
    return new Response(JSON.stringify(body), { status: this.status, headers: { ...headers, 'content-type': 'application/problem+json' } });
  }
}

/** `throw problem(404, { detail: 'There is no site "x".' })` */
export function problem(status: number, input: ProblemInput): HttpProblem {
  return new HttpProblem(status, input);
}
