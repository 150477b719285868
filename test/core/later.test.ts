import { later } from '../../lambda/core/later';

describe('a port whose adapter is loaded later', () => {
  let loaded: number;
  let port: ReturnType<typeof greeter>;

  function greeter() {
    return later(
      () => {
        loaded += 1;
        return Promise.resolve({
          greet: (greeting: string, name: string) => Promise.resolve(`${greeting}, ${name}`),
          part: (name: string) => Promise.reject(new Error(`${name} stays`)),
        });
      },
      'greet',
      'part',
    );
  }

  beforeEach(() => {
    loaded = 0;
    port = greeter();
  });

  it('is not loaded before somebody needs it', async () => {
    expect(loaded).toBe(0);
    await expect(port.greet('Hello', 'Alice')).resolves.toBe('Hello, Alice');
    expect(loaded).toBe(1);
  });

  it('is loaded once, also for calls at once', async () => {
    await expect(Promise.all([port.greet('Hello', 'Alice'), port.greet('Hello', 'Bob')])).resolves.toEqual([
      'Hello, Alice',
      'Hello, Bob',
    ]);
    expect(loaded).toBe(1);
  });

  it('can be loaded ahead', async () => {
    await port.load();
    await port.greet('Hello', 'Alice');
    expect(loaded).toBe(1);
  });

  it('fails as its adapter does', async () => {
    await expect(port.part('Alice')).rejects.toThrow('Alice stays');
  });
});
