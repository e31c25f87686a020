// Figures about the service for Prometheus: how many requests, how long, how full. Labels are route patterns and
// status classes only, so that no figure tells who asked what.
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export type Metrics = {
  /** Counts an answered request. `route` is the pattern, never the address; `seconds` from arrival to the last byte. */
  readonly request: (route: string, method: string, status: number, seconds: number) => void;
  /** Registers a figure that is read whenever Prometheus asks. Names are snake_case with the unit last. */
  readonly gauge: (name: string, help: string, read: () => number | Promise<number>) => void;
  /** Registers a duration in seconds and returns what records one. */
  readonly duration: (name: string, help: string) => (seconds: number) => void;
  /** All figures in Prometheus' text format. */
  readonly text: () => Promise<string>;
  readonly contentType: string;
};

const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/** Figures of this process. Each call has a registry of its own, so that servers in tests do not meet. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Answered requests by route pattern, method and status class.',
    labelNames: ['route', 'method', 'status'],
    buckets,
    registers: [registry],
  });
  return {
    request: (route, method, status, seconds) =>
      requests.observe({ route, method, status: `${Math.floor(status / 100)}xx` }, seconds),
    gauge: (name, help, read) => {
      const gauge: Gauge = new Gauge({
        name,
        help,
        registers: [registry],
        collect: async () => gauge.set(await read()),
      });
    },
    duration: (name, help) => {
      const durations = new Histogram({ name, help, buckets, registers: [registry] });
      return (seconds) => durations.observe(seconds);
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
