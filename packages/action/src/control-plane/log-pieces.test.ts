import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { cutBytes, piecesOfChunk } from './log-pieces.ts';

// Characters of one to four bytes.
const text = fc.string({ unit: fc.constantFrom('a', 'é', '€', '🚀', '\n'), maxLength: 200 });

test('pieces are within their bytes, are whole characters, and make up the text', () => {
  fc.assert(
    fc.property(text, fc.integer({ min: 4, max: 40 }), (line, max) => {
      const pieces = cutBytes(line, max);
      expect(pieces.join('')).toBe(line);
      for (const piece of pieces) {
        expect(Buffer.byteLength(piece)).toBeLessThanOrEqual(max);
        expect(piece).not.toContain('\uFFFD');
        expect(piece).not.toBe('');
      }
    }),
  );
});

test('a chunk has as many of the first pieces as it can hold', () => {
  fc.assert(
    fc.property(fc.array(text, { minLength: 1 }), fc.integer({ min: 4, max: 400 }), (lines, max) => {
      const pieces = lines.flatMap((line) => cutBytes(line, max));
      fc.pre(pieces.length > 0);
      const count = piecesOfChunk(pieces, max);
      expect(count).toBeGreaterThan(0);
      expect(Buffer.byteLength(pieces.slice(0, count).join(''))).toBeLessThanOrEqual(max);
      if (count < pieces.length) {
        expect(Buffer.byteLength(pieces.slice(0, count + 1).join(''))).toBeGreaterThan(max);
      }
    }),
  );
});
