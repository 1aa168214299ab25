import { describe, expect, test } from 'vitest';
import { Metrics } from '../../../src/platform/telemetry/metrics.ts';
import { createProbe } from '../../../src/platform/telemetry/probe.ts';

const never = () => new Promise<never>(() => {});

describe('the metrics page', () => {
  test('shows what collectors found, and leaves out what one could not find', async () => {
    const metrics = new Metrics();
    const good = metrics.gauge({ name: 'rfq_good', help: 'Good.' });
    const bad = metrics.gauge({ name: 'rfq_bad', help: 'Bad.' });
    const labelled = metrics.gauge({ name: 'rfq_bad_labelled', help: 'Bad.', labelNames: ['queue'] });
    let failing = false;
    metrics.onScrape('good', [good], async () => good.set(1));
    metrics.onScrape('bad', [bad, labelled], async () => {
      if (failing) throw new Error('away');
      bad.set(2);
      labelled.set({ queue: 'rfqs' }, 3);
    });
    expect(await metrics.page()).toMatch(/^rfq_bad 2$[\s\S]*^rfq_bad_labelled\{queue="rfqs"\} 3$/m);

    failing = true;
    const page = await metrics.page();
    expect(page).toMatch(/^rfq_good 1$/m);
    expect(page).not.toMatch(/^rfq_bad(_labelled)?[ {]/m);
    expect(page).toMatch(/^rfq_collector_up\{collector="good"\} 1$/m);
    expect(page).toMatch(/^rfq_collector_up\{collector="bad"\} 0$/m);

    failing = false;
    expect(await metrics.page()).toMatch(/^rfq_bad 2$/m);
  });

  test('asks a collector once, however many scrapes come at the same time', async () => {
    const metrics = new Metrics();
    let asked = 0;
    metrics.onScrape('counted', [], async () => {
      asked += 1;
    });
    await Promise.all([metrics.page(), metrics.page(), metrics.page()]);
    expect(asked).toBe(1);
  });

  test('has one metric for a name, whoever asks for it', () => {
    const metrics = new Metrics();
    const make = () => metrics.counter({ name: 'rfq_things_total', help: 'Things.' });
    expect(make()).toBe(make());
  });
});

describe('a probe', () => {
  test('says no for a part that says no, throws, or throws at once', async () => {
    expect(await createProbe(async () => true)()).toBe(true);
    expect(await createProbe(async () => false)()).toBe(false);
    expect(await createProbe(() => Promise.reject(new Error('away')))()).toBe(false);
    const throwing = createProbe(() => {
      throw new Error('at once');
    });
    expect(await throwing()).toBe(false);
  });

  test('says no for a part that does not answer in time, and does not ask it again meanwhile', async () => {
    let asked = 0;
    const probe = createProbe(() => {
      asked += 1;
      return never();
    }, 1);
    expect([await probe(), await probe(), await probe()]).toEqual([false, false, false]);
    expect(asked).toBe(1);
  });

  test('asks again once the part has answered', async () => {
    const answers = [false, true];
    const probe = createProbe(async () => answers.shift());
    expect([await probe(), await probe()]).toEqual([false, true]);
  });
});
