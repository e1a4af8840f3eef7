import { Agent, type Dispatcher, type FormData } from 'undici';

export interface Answer<Body = unknown> {
  status: number;
  body: Body;
  /** The body as it was sent, for comparisons to the byte. */
  text: string;
  headers: Record<string, string | string[] | undefined>;
}

export interface Call {
  headers?: Record<string, string>;
  body?: unknown;
  /** Sent as it is, for what no serializer would write. */
  rawBody?: string | Buffer;
  /** Sent as a browser sends a form with files. */
  form?: FormData;
}

/** A program that talks to one store over persistent connections, and keeps cookies as a browser does. */
export class HttpClient {
  private readonly cookies = new Map<string, string>();

  constructor(
    private readonly origin: string,
    private readonly host: string,
    private readonly agent: Agent = new Agent({ connections: 1, pipelining: 1 }),
  ) {}

  get = <Body = unknown>(path: string, call?: Call) => this.send<Body>('GET', path, call);
  post = <Body = unknown>(path: string, call?: Call) => this.send<Body>('POST', path, call);
  put = <Body = unknown>(path: string, call?: Call) => this.send<Body>('PUT', path, call);
  delete = <Body = unknown>(path: string, call?: Call) => this.send<Body>('DELETE', path, call);

  async send<Body>(method: Dispatcher.HttpMethod, path: string, call: Call = {}): Promise<Answer<Body>> {
    const json = call.body === undefined ? undefined : JSON.stringify(call.body);
    const body = call.form ?? call.rawBody ?? json;
    const {
      statusCode,
      headers,
      body: answer,
    } = await this.agent.request({
      origin: this.origin,
      path,
      method,
      headers: { ...this.headers(body !== undefined && !call.form), ...call.headers },
      ...(body !== undefined && { body }),
    });
    const text = await answer.text();
    this.keepCookies(headers['set-cookie']);
    return { status: statusCode, headers, text, body: (isJson(headers) ? JSON.parse(text) : text) as Body };
  }

  cookie(name: string): string | undefined {
    return this.cookies.get(name);
  }

  forgetCookie(name: string): void {
    this.cookies.delete(name);
  }

  private headers(isJson: boolean): Record<string, string> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    return {
      host: this.host,
      // What every browser of today says of a request of the page itself.
      'sec-fetch-site': 'same-origin',
      ...(isJson && { 'content-type': 'application/json' }),
      ...(cookie && { cookie }),
    };
  }

  private keepCookies(set: string | string[] | undefined): void {
    for (const line of [set ?? []].flat()) {
      const [pair = ''] = line.split(';');
      const [name = '', value = ''] = pair.split(/=(.*)/s);
      this.cookies.set(name, value);
    }
  }
}

const isJson = (headers: Record<string, string | string[] | undefined>): boolean =>
  /^application\/(problem\+)?json/.test(String(headers['content-type'] ?? ''));
