import { expect, test } from 'vitest';
import { deviceOf } from './device.ts';

test('a device is called by its browser and system', () => {
  const phone =
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18 Mobile/15E Safari/604';
  expect(deviceOf(phone)).toEqual({ name: 'Safari, iOS', mobile: true });
  const desk =
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537 (KHTML, like Gecko) Chrome/140 Safari/537 Edg/140';
  expect(deviceOf(desk)).toEqual({ name: 'Edge, Windows', mobile: false });
  expect(deviceOf(null)).toEqual({ name: null, mobile: false });
});
