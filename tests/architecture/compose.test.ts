import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { environmentKeys } from '@/lib/config/env';

const root = path.resolve(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');

const mounted = z.strictObject({ source: z.string(), target: z.string().startsWith('/') });
const serviceSchema = z.strictObject({
  build: z.string().optional(),
  image: z.string().regex(/^[a-z0-9./-]+:[\w.-]+$/, 'an image with a tag'),
  command: z.array(z.string()).optional(),
  restart: z.literal('unless-stopped'),
  init: z.boolean().optional(),
  read_only: z.boolean().optional(),
  tmpfs: z.array(z.string().startsWith('/')).optional(),
  cap_drop: z.array(z.string()).optional(),
  security_opt: z.array(z.string()).optional(),
  stop_grace_period: z.string().optional(),
  environment: z.record(z.string(), z.string()).default({}),
  depends_on: z
    .record(z.string(), z.strictObject({ condition: z.literal('service_healthy') }))
    .default({}),
  ports: z.array(z.string().regex(/^\d+:\d+$/)).optional(),
  configs: z.array(mounted).default([]),
  volumes: z.array(z.string().regex(/^[a-z-]+:\/[\w./-]+$/)).default([]),
  healthcheck: z
    .strictObject({
      test: z.array(z.string()).min(2),
      interval: z.string(),
      timeout: z.string(),
      retries: z.number(),
    })
    .optional(),
  networks: z.array(z.string()),
});
const composeSchema = z.strictObject({
  name: z.literal('foyer'),
  'x-app': z.unknown(),
  services: z.record(z.string(), serviceSchema),
  configs: z.record(z.string(), z.strictObject({ content: z.string() })),
  networks: z.record(z.string(), z.null()),
  volumes: z.record(z.string(), z.null()),
});

const text = read('docker-compose.yml');
const compose = composeSchema.parse(parse(text, { merge: true }));
const services = Object.entries(compose.services);
const replicas = services.filter(([, service]) => service.build !== undefined);
const dockerfile = read('Dockerfile').split('\n');

describe('docker-compose.yml', () => {
  it('has two replicas, a proxy, a database, a calendar server and an identity provider', () => {
    expect(services.map(([name]) => name)).toEqual([
      'app-1',
      'app-2',
      'proxy',
      'postgres',
      'radicale',
      'identity',
    ]);
    expect(replicas.map(([name]) => name)).toEqual(['app-1', 'app-2']);
  });

  it('opens the proxy alone to the outside', () => {
    const open = services.filter(([, service]) => service.ports !== undefined);
    expect(open.map(([name]) => name)).toEqual(['proxy']);
    for (const [name] of replicas) expect(compose.configs.caddyfile?.content).toContain(name);
  });

  it.each(replicas)('gives %s only variables that Foyer reads, and all its secrets', (_, app) => {
    const given = Object.keys(app.environment);
    expect(given.filter((key) => !environmentKeys.includes(key))).toEqual([]);
    expect(given).toEqual(
      expect.arrayContaining([
        'DATABASE_URL',
        'AUTH_SECRET',
        'FOYER_ENCRYPTION_KEY',
        'AUTH_OIDC_ISSUER',
        'AUTH_OIDC_CLIENT_ID',
        'AUTH_OIDC_CLIENT_SECRET',
        'FOYER_PUBLIC_URL',
      ]),
    );
    expect(given).not.toContain('FOYER_DEMO');
  });

  it('holds no secret: each comes from a variable without a default', () => {
    const secret = /PASSWORD|SECRET|ENCRYPTION_KEY/;
    const uses = [...text.matchAll(/\$\{(\w+)(:?[-?])?/g)];
    const defaulted = uses.filter(([, name = '', kind]) => secret.test(name) && kind === ':-');
    expect(defaulted).toEqual([]);
    for (const [name, service] of services) {
      for (const [key, value] of Object.entries(service.environment)) {
        if (secret.test(key)) expect(value, `${name} ${key}`).toMatch(/^\$\{\w+/);
      }
    }
  });

  it('asks for each variable once at least in words', () => {
    const names = new Set([...text.matchAll(/\$\{(\w+)/g)].map(([, name]) => name));
    const explained = new Set([...text.matchAll(/\$\{(\w+):[-?][^}]+\}/g)].map(([, name]) => name));
    expect([...names].filter((name) => !explained.has(name))).toEqual([]);
  });

  it('refers to nothing that it does not define', () => {
    for (const [, service] of services) {
      for (const { source } of service.configs) expect(compose.configs).toHaveProperty([source]);
      for (const volume of service.volumes) {
        expect(compose.volumes).toHaveProperty([volume.split(':', 1)[0] ?? '']);
      }
      for (const network of service.networks) expect(compose.networks).toHaveProperty([network]);
      for (const name of Object.keys(service.depends_on)) {
        expect(compose.services).toHaveProperty([name]);
      }
    }
  });

  it('checks the health of every service', () => {
    const own = services.filter(([, service]) => service.healthcheck !== undefined);
    const byImage = dockerfile.some((line) => line.startsWith('HEALTHCHECK'));
    expect(byImage ? own.length + replicas.length : own.length).toBe(services.length);
  });

  it('gives the replicas no rights that they do not need', () => {
    for (const [, app] of replicas) {
      expect(app).toMatchObject({
        read_only: true,
        cap_drop: ['ALL'],
        security_opt: ['no-new-privileges:true'],
      });
    }
  });
});

describe('Dockerfile', () => {
  it('copies only what exists', () => {
    const sources = dockerfile
      .filter((line) => line.startsWith('COPY ') && !line.includes('--from='))
      .flatMap((line) => line.split(/\s+/).slice(1, -1));
    expect(sources.length).toBeGreaterThan(2);
    expect(sources.filter((source) => !existsSync(path.join(root, source)))).toEqual([]);
  });

  it('ends as an ordinary user, in a stage of its own', () => {
    const stages = dockerfile.filter((line) => line.startsWith('FROM '));
    expect(stages).toHaveLength(2);
    const users = dockerfile.filter((line) => line.startsWith('USER '));
    expect(users).toEqual(['USER node']);
    expect(dockerfile.indexOf('USER node')).toBeGreaterThan(dockerfile.indexOf(stages[1] ?? ''));
  });

  it('leaves out secrets, data and what is made anew', () => {
    const ignored = read('.dockerignore').split('\n');
    expect(ignored).toEqual(
      expect.arrayContaining(['.env', '.env.*', '.foyer', '.git', '.next', 'node_modules']),
    );
  });

  it('sets only variables that something reads', () => {
    const set = [...read('Dockerfile').matchAll(/^(?:ENV)?\s+([A-Z_]+)=/gm)].map(([, key]) => key);
    const ofTheServer = ['NODE_ENV', 'HOSTNAME'];
    expect(set.length).toBeGreaterThan(2);
    expect(set.filter((key) => ![...environmentKeys, ...ofTheServer].includes(key ?? ''))).toEqual(
      [],
    );
  });
});
