import { describe, expect, jest, test } from '@jest/globals';
import { lateScript } from './late-script.ts';

describe('a script that is read late', () => {
  test('is not there until it was read, and tells when it is', async () => {
    const script = lateScript(async () => 'menu');
    const told = jest.fn();
    script.subscribe(told);
    expect(script.now()).toBeUndefined();
    await script.read();
    expect(script.now()).toBe('menu');
    expect(told).toHaveBeenCalledTimes(1);
  });

  test('is read once, however many ask for it', async () => {
    const load = jest.fn(async () => 'menu');
    const script = lateScript(load);
    await Promise.all([script.read(), script.read()]);
    await script.read();
    expect(load).toHaveBeenCalledTimes(1);
  });

  test('is asked for again after it could not be read', async () => {
    const load = jest.fn(async () => 'menu').mockRejectedValueOnce(new Error('offline'));
    const script = lateScript(load);
    await expect(script.read()).rejects.toThrow('offline');
    expect(script.now()).toBeUndefined();
    await script.read();
    expect(script.now()).toBe('menu');
  });

  test('tells nobody who has stopped listening', async () => {
    const script = lateScript(async () => 'menu');
    const told = jest.fn();
    script.subscribe(told)();
    await script.read();
    expect(told).not.toHaveBeenCalled();
  });
});
