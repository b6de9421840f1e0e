// Makes PNGs smaller: 256 colours are enough for icons and for pictures of the app.
import { deflateSync, inflateSync } from "node:zlib";

/** So many of the 256 go to what stands most often: surfaces and text, which must not change. */
const EXACT = 128;

/** The same picture with at most 256 colours and the best packing of zlib; PNG's parts are length, name, content, sum. */
export function smaller(png) {
  const { width, height, channels, bytes } = pixels(png);
  const counts = new Map();
  const key = (at) => (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | (channels === 4 ? bytes[at + 3] : 255);
  for (let at = 0; at < bytes.length; at += channels) counts.set(key(at), (counts.get(key(at)) ?? 0) + 1);
  const colours = palette(counts);
  const index = new Map();
  const nearest = (colour) => {
    if (!index.has(colour)) index.set(colour, colours.reduce((best, one, place) => (apart(one, colour) < apart(colours[best], colour) ? place : best), 0));
    return index.get(colour);
  };
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) rows[y * (width + 1) + x + 1] = nearest(key((y * width + x) * channels));
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3], 8);
  return Buffer.concat([
    png.subarray(0, 8),
    part("IHDR", head),
    part("PLTE", Buffer.from(colours.flatMap((colour) => [colour >>> 24, (colour >>> 16) & 255, (colour >>> 8) & 255]))),
    part("tRNS", Buffer.from(colours.map((colour) => colour & 255))),
    part("IDAT", deflateSync(rows, { level: 9, memLevel: 9 })),
    part("IEND", Buffer.alloc(0)),
  ]);
}

const split = (colour) => [colour >>> 24, (colour >>> 16) & 255, (colour >>> 8) & 255, colour & 255];
const apart = (one, other) => split(one).reduce((sum, value, place) => sum + (value - split(other)[place]) ** 2, 0);

/** The colours that stand most often as they are; the rest in boxes, the widest cut in two until there are enough. */
function palette(counts) {
  const sorted = [...counts.keys()].sort((one, other) => counts.get(other) - counts.get(one));
  const [often, rest] = [sorted.slice(0, EXACT), sorted.slice(EXACT)];
  if (rest.length === 0) return often;
  let boxes = [rest];
  const spread = (box) => [0, 1, 2, 3].map((channel) => {
    const values = box.map((colour) => split(colour)[channel]);
    return values.reduce((most, value) => Math.max(most, value), 0) - values.reduce((least, value) => Math.min(least, value), 255);
  });
  const known = new Map();
  const widest = (box) => known.get(box) ?? (known.set(box, Math.max(...spread(box))), known.get(box));
  while (boxes.length < Math.min(256 - EXACT, rest.length)) {
    const box = boxes.reduce((best, one) => (widest(one) > widest(best) ? one : best));
    const channel = spread(box).indexOf(widest(box));
    box.sort((one, other) => split(one)[channel] - split(other)[channel]);
    boxes = boxes.filter((one) => one !== box).concat([box.slice(0, box.length >> 1), box.slice(box.length >> 1)]);
  }
  // Each box is shown by the colour of it that stands most often.
  return often.concat(boxes.map((box) => box.reduce((best, one) => (counts.get(one) > counts.get(best) ? one : best))));
}

/** The pixels of a PNG as Chromium writes it: 8 bits a channel, not interlaced. */
function pixels(png) {
  const [width, height, channels] = [png.readUInt32BE(16), png.readUInt32BE(20), png[25] === 6 ? 4 : 3];
  const parts = [];
  for (let at = 8; at < png.length; at += png.readUInt32BE(at) + 12) {
    if (png.toString("latin1", at + 4, at + 8) === "IDAT") parts.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  }
  const packed = inflateSync(Buffer.concat(parts));
  const line = width * channels;
  const bytes = Buffer.alloc(line * height);
  const paeth = (left, up, corner) => {
    const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
    return a <= b && a <= c ? left : b <= c ? up : corner;
  };
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < line; x += 1) {
      const here = y * line + x;
      const left = x < channels ? 0 : bytes[here - channels];
      const up = y === 0 ? 0 : bytes[here - line];
      const corner = x < channels || y === 0 ? 0 : bytes[here - line - channels];
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][packed[y * (line + 1)]];
      bytes[here] = packed[y * (line + 1) + 1 + x] + guess;
    }
  }
  return { width, height, channels, bytes };
}

function part(name, content) {
  const body = Buffer.concat([Buffer.from(name), content]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  sum.writeUInt32BE(crc(body));
  return Buffer.concat([length, body, sum]);
}

function crc(bytes) {
  let sum = -1;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (0xedb88320 & -(sum & 1));
  }
  return ~sum >>> 0;
}
