import type { Binaries } from '@/lib/db/embedded/find-binaries';
import type { ClusterLocation } from '@/lib/db/embedded/locate-cluster';

/** The role and the database of the application. */
export const applicationRole = 'foyer';

/** A cluster that exists: where it is, what runs it, and how to sign in. */
export interface Cluster extends ClusterLocation {
  readonly binaries: Binaries;
  readonly password: string;
}

/** The connection address of one of the cluster's databases. */
export function databaseUrl(cluster: Cluster, port: number, database: string): string {
  return `postgresql://${applicationRole}:${cluster.password}@127.0.0.1:${port}/${database}`;
}
