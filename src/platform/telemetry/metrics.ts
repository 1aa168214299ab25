import {
  Counter,
  type CounterConfiguration,
  Gauge,
  type GaugeConfiguration,
  Histogram,
  type HistogramConfiguration,
  Registry,
} from 'prom-client';
import { createProbe } from './probe.ts';

export type { Counter, Gauge, Histogram } from 'prom-client';

interface Collector {
  readonly gauges: readonly Gauge[];
  readonly fill: () => Promise<boolean>;
}

/**
 * What a process measures about itself, as a page for Prometheus. Labels take their values from short lists in the
 * code: never what a client chose, and never a price, a name, a tenant or an id.
 */
export class Metrics {
  readonly registry = new Registry();
  readonly #collectors = new Map<string, Collector>();
  readonly #up = this.gauge({
    name: 'rfq_collector_up',
    help: 'Whether the values that are looked up for this page could be: 1 or 0, by what they are about.',
    labelNames: ['collector'],
  });
  #page: Promise<string> | null = null;

  /** The counter of that name, made when it is asked for first; likewise gauges and histograms. */
  counter<Label extends string>(
    configuration: Omit<CounterConfiguration<Label>, 'registers'>,
  ): Counter<Label> {
    return this.#once(configuration.name, (registers) => new Counter({ ...configuration, registers }));
  }

  gauge<Label extends string>(configuration: Omit<GaugeConfiguration<Label>, 'registers'>): Gauge<Label> {
    return this.#once(configuration.name, (registers) => new Gauge({ ...configuration, registers }));
  }

  histogram<Label extends string>(
    configuration: Omit<HistogramConfiguration<Label>, 'registers'>,
  ): Histogram<Label> {
    return this.#once(configuration.name, (registers) => new Histogram({ ...configuration, registers }));
  }

  #once<Metric>(name: string, make: (registers: Registry[]) => Metric): Metric {
    return (this.registry.getSingleMetric(name) as Metric | undefined) ?? make([this.registry]);
  }

  /**
   * Has gauges filled whenever the page is asked for, by cheap questions only. When that fails or takes too long,
   * the gauges are left out of the page instead of standing still, and `rfq_collector_up` says so.
   */
  onScrape(collector: string, gauges: readonly Gauge[], fill: () => Promise<void>): void {
    this.#collectors.set(collector, { gauges, fill: createProbe(fill) });
  }

  /** The page, in Prometheus's text format. Scrapes that come at the same time share one. */
  page(): Promise<string> {
    this.#page ??= this.#render().finally(() => {
      this.#page = null;
    });
    return this.#page;
  }

  async #render(): Promise<string> {
    await Promise.all(
      [...this.#collectors].map(async ([collector, { gauges, fill }]) => {
        const up = await fill();
        if (!up) for (const gauge of gauges) clear(gauge);
        this.#up.set({ collector }, up ? 1 : 0);
      }),
    );
    return this.registry.metrics();
  }
}

/** Leaves nothing of a gauge; one without labels would come back as 0 after a mere reset. */
function clear(gauge: Gauge): void {
  gauge.reset();
  gauge.remove({});
}
