import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What gauges read at the moment of scraping. */
export interface MeasuredState {
  readonly tasksWaiting: number;
  readonly tasksRunning: number;
  readonly libraryPatterns: number;
  readonly libraryPosition: number;
  readonly requestsInFlight: number;
  readonly uploadBytesInFlight: number;
}

export interface FinishedRequest {
  readonly method: string;
  readonly route: string;
  readonly status: number;
  readonly durationS: number;
  readonly worksSearched: number;
}

export interface Metrics {
  readonly contentType: string;
  record(request: FinishedRequest): void;
  /** The Prometheus text exposition. */
  render(): Promise<string>;
}

/**
 * Metering of one server. Besides what is named here, Node's own figures: `nodejs_eventloop_lag_p99_seconds`,
 * `process_resident_memory_bytes` and so on. The only place that imports prom-client.
 */
export function createMetrics(measure: () => MeasuredState): Metrics {
  const registers = [new Registry()];
  collectDefaultMetrics({ register: registers[0]! });
  const durations = new Histogram({
    name: 'selvedge_http_request_duration_seconds',
    help: 'Time from the head of a request to the end of its answer.',
    labelNames: ['method', 'route', 'status'],
    // A check is promised within half a second at 10,000 patterns and one second at 100,000.
    buckets: [0.005, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 2, 5, 10, 30],
    registers,
  });
  const worksSearched = new Counter({
    name: 'selvedge_works_searched_total',
    help: 'Sum over all checks of the size of the library that was searched.',
    registers,
  });
  addGauges(registers, measure);
  return {
    contentType: registers[0]!.contentType,
    record({ method, route, status, durationS, worksSearched: works }) {
      durations.observe({ method, route, status: String(status) }, durationS);
      worksSearched.inc(works);
    },
    render: () => registers[0]!.metrics(),
  };
}

function addGauges(registers: Registry[], measure: () => MeasuredState): void {
  const gauge = (name: string, help: string, read: (state: MeasuredState) => number) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read(measure()));
      },
    });
  gauge('selvedge_engine_tasks_waiting', 'Tasks waiting for a worker thread.', (state) => state.tasksWaiting);
  gauge('selvedge_engine_tasks_running', 'Tasks in a worker thread.', (state) => state.tasksRunning);
  gauge('selvedge_library_patterns', 'Patterns in the searchable library.', (state) => state.libraryPatterns);
  gauge('selvedge_library_position', 'Change-feed position of the library.', (state) => state.libraryPosition);
  gauge('selvedge_http_requests_in_flight', 'Requests being served.', (state) => state.requestsInFlight);
  gauge(
    'selvedge_upload_bytes_in_flight',
    'Bytes of memory set aside for uploads.',
    (state) => state.uploadBytesInFlight,
  );
}
