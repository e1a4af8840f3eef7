import { fileURLToPath } from 'node:url';
import type { Config } from '../config/config.ts';
import { DiskStorage } from './disk-storage.ts';
import { S3Storage } from './s3-storage.ts';
import type { Storage } from './storage.ts';
import { ColdStorage } from './storage.ts';

export const openStorage = (config: Config): Storage =>
  config.STORAGE_URL === undefined
    ? new DiskStorage(config.STORAGE_DIR ?? '')
    : openDriver(config.STORAGE_URL, config);

export const openColdStorage = (config: Config): ColdStorage =>
  new ColdStorage(
    config.COLD_STORAGE_URL === undefined ? undefined : openDriver(config.COLD_STORAGE_URL, config),
  );

type Credentials = Pick<Config, 'AWS_ACCESS_KEY_ID' | 'AWS_SECRET_ACCESS_KEY' | 'AWS_SESSION_TOKEN'>;

/** `file:///folder`, or `s3://bucket/folder?region=…` and `&endpoint=https://…` for what is not Amazon's. */
function openDriver(address: string, credentials: Credentials): Storage {
  const url = new URL(address);
  if (url.protocol === 'file:') return new DiskStorage(fileURLToPath(url));
  const region = url.searchParams.get('region') ?? 'us-east-1';
  const folder = url.pathname.replace(/\/+$/, '');
  return new S3Storage({
    url: bucketAddress(url.hostname, region, url.searchParams.get('endpoint')) + folder,
    region,
    accessKeyId: credentials.AWS_ACCESS_KEY_ID ?? '',
    secretAccessKey: credentials.AWS_SECRET_ACCESS_KEY ?? '',
    sessionToken: credentials.AWS_SESSION_TOKEN,
  });
}

/** Other providers need no name in the DNS for each bucket. */
const bucketAddress = (bucket: string, region: string, endpoint: string | null): string =>
  endpoint === null
    ? `https://${bucket}.s3.${region}.amazonaws.com`
    : `${endpoint.replace(/\/+$/, '')}/${bucket}`;
