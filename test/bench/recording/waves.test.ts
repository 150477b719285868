import { wavesOf } from './waves';

const call = (name: string, start: number, end: number) => ({ name, start, end });

const named = (...calls: readonly ReturnType<typeof call>[]) =>
  wavesOf(calls).map((wave) => wave.map(({ name }) => name));

describe('calls', () => {
  it('that wait for each other are one wave each, in whatever order they were noted', () => {
    expect(named(call('b', 10, 20), call('a', 0, 10), call('c', 25, 30))).toStrictEqual([
      ['a'],
      ['b'],
      ['c'],
    ]);
  });

  it('that run at once are one wave', () => {
    expect(named(call('a', 0, 10), call('b', 1, 12), call('c', 12, 20))).toStrictEqual([['a', 'b'], ['c']]);
  });

  it('that follow the shorter of two are in the wave after it, although the longer one still runs', () => {
    expect(named(call('long', 0, 50), call('short', 0, 10), call('next', 11, 20))).toStrictEqual([
      ['long', 'short'],
      ['next'],
    ]);
  });

  it('that nobody made are no wave', () => {
    expect(named()).toStrictEqual([]);
  });
});
