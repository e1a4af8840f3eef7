import { createServer } from 'node:net';

/**
 * For every name the port it would like, or the next free one after it. No two
 * names get the same.
 */
export async function freePorts<Name extends string>(
  wanted: Record<Name, number>,
): Promise<Record<Name, number>> {
  const ports = { ...wanted };
  const taken = new Set<number>();
  for (const name of Object.keys(wanted) as Name[]) {
    ports[name] = await freePort(wanted[name], taken);
    taken.add(ports[name]);
  }
  return ports;
}

/**
 * The same, somewhere else: a random block below the range from which the
 * kernel takes the ports of outgoing connections, so that none of those is in
 * the way a moment later.
 */
export function freePortsAnywhere<Name extends string>(
  names: readonly Name[],
): Promise<Record<Name, number>> {
  const block = 10_000 + Math.floor(Math.random() * 400) * 50;
  const wanted = Object.fromEntries(names.map((name, index) => [name, block + index])) as Record<
    Name,
    number
  >;
  return freePorts(wanted);
}

/** Whether nobody listens on this port, on any address a browser may try for "localhost". */
export async function isFree(port: number): Promise<boolean> {
  for (const host of ['127.0.0.1', '0.0.0.0', '::']) {
    if (!(await canListen(port, host))) return false;
  }
  return true;
}

async function freePort(first: number, taken: ReadonlySet<number>): Promise<number> {
  for (let port = first; port <= 65_535; port++) {
    if (!taken.has(port) && (await isFree(port))) return port;
  }
  throw new Error(`No port is free from ${first} upwards.`);
}

function canListen(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    // A machine without IPv6 says EAFNOSUPPORT or EADDRNOTAVAIL: nobody is in the way there.
    server.once('error', (error: NodeJS.ErrnoException) =>
      resolve(!['EADDRINUSE', 'EACCES'].includes(error.code ?? '')),
    );
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}
