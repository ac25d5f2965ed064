/** Draws a picture as an SVG document of its own: readable on light and dark ground, sharp at any size. */
import type { Cell, Grid, Panel, Picture } from './drawing.ts';
import { formatNumber } from './format-number.ts';

export interface Svg {
  readonly text: string;
  readonly width: number;
  readonly height: number;
}

const MAX_WIDTH = 700;
const MAX_HEIGHT = 320;
const CELL = 24;
const CHARACTER = 7;
const GAP = 30;
const EDGE = 12;
const TITLE = 20;
const SLICE_GAP = 8;
const SLICE_TITLE = 14;
/** Grids with more rows or columns are shaded instead of written out. */
const MAX_WRITTEN = 12;
const LEVELS = 8;

export function svg(picture: Picture): Svg {
  const boxes = picture.panels.map(measure);
  const natural = boxes.reduce((width, box) => width + box.width, 0) + GAP * (boxes.length - 1) + 2 * EDGE;
  const captions = picture.caption ? wrap(picture.caption, Math.max(natural, 340)) : [];
  const width = Math.max(natural, ...captions.map(line => line.length * 6 + 2 * EDGE));
  const content = Math.max(...boxes.map(({ height }) => height));
  const height = EDGE + TITLE + content + (captions.length ? 6 + captions.length * 15 : 0) + EDGE;
  const parts: string[] = [];
  let x = (width - natural) / 2 + EDGE;
  for (const box of boxes) {
    if (box.panel.sign) parts.push(label(x - GAP / 2, EDGE + TITLE + content / 2 + 6, 'sign', box.panel.sign));
    parts.push(label(x + box.width / 2, EDGE + 10, 'title', box.panel.title));
    parts.push(drawPanel(box, x, EDGE + TITLE + (content - box.height) / 2));
    x += box.width + GAP;
  }
  captions.forEach((line, at) => void parts.push(label(width / 2, EDGE + TITLE + content + 6 + 12 + at * 15, 'caption', line)));
  const scale = Math.min(1, MAX_WIDTH / width, MAX_HEIGHT / height);
  const [w, h] = [Math.round(width * scale), Math.round(height * scale)];
  const head = `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}" viewBox="0 0 ${round(width)} ${round(height)}" role="img">`;
  const ground = `<rect class="ground" x=".5" y=".5" width="${round(width - 1)}" height="${round(height - 1)}" rx="6"/>`;
  return {
    text: `${head}<title>${escapeXml(picture.description)}</title><style>${style}</style>${ground}${parts.join('')}</svg>`,
    width: w,
    height: h,
  };
}

/** Its own ground, so that either set of colours is readable wherever the picture stands. */
const style = [
  'text{font:12px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;fill:#1f2328;text-anchor:middle}',
  '.title{font-size:12px;font-weight:600}.slice,.caption{font-size:10.5px;fill:#57606a}.sign{font-size:18px;fill:#57606a}',
  '.ground{fill:#fff;stroke:#d0d7de}.cell{fill:#f6f8fa;stroke:#afb8c1}.pad{fill:none;stroke:#afb8c1;stroke-dasharray:2 2}',
  '.source{fill:#fff1c7;stroke:#9a6700;stroke-width:2}.result{fill:#d3f3da;stroke:#1a7f37;stroke-width:2}.filter{fill:#e3eefd;stroke:#8fa9c8}',
  '.shade{fill:#24518f}.frame{fill:none;stroke:#afb8c1}.outline-source{fill:none;stroke:#9a6700;stroke-width:2}.outline-result{fill:none;stroke:#1a7f37;stroke-width:2}',
  '@media(prefers-color-scheme:dark){text{fill:#e6edf3}.slice,.caption,.sign{fill:#9ea7b3}.ground{fill:#1b1f24;stroke:#3d444d}',
  '.cell{fill:#262c36;stroke:#57606a}.pad{stroke:#57606a}.source{fill:#4d3a05;stroke:#e3b341}.result{fill:#12391f;stroke:#56d364}.filter{fill:#1c3350;stroke:#4b6f9c}',
  '.shade{fill:#79b8ff}.frame{stroke:#57606a}.outline-source{stroke:#e3b341}.outline-result{stroke:#56d364}}',
].join('');

interface Box {
  readonly panel: Panel;
  readonly width: number;
  readonly height: number;
  readonly cellWidth: number;
  readonly cellHeight: number;
  readonly written: boolean;
}

const spanOf = ({ rows, columns, margin }: Grid) => ({
  rows: rows + (margin ? margin.top + margin.bottom : 0),
  columns: columns + (margin ? margin.left + margin.right : 0),
});

function measure(panel: Panel): Box {
  const spans = panel.grids.map(spanOf);
  const [rows, columns] = [Math.max(...spans.map(span => span.rows)), Math.max(...spans.map(span => span.columns))];
  const written = rows <= MAX_WRITTEN && columns <= MAX_WRITTEN;
  const longest = written ? Math.max(...panel.grids.flatMap(({ values }) => values.map(value => formatNumber(value).length))) : 0;
  const cellWidth = written ? Math.max(CELL, longest * CHARACTER + 8) : Math.max(4, Math.floor(170 / Math.max(rows, columns)));
  const cellHeight = written ? CELL : cellWidth;
  const titles = panel.grids.filter(({ title }) => title !== undefined).length * SLICE_TITLE;
  const height = spans.reduce((total, span) => total + span.rows * cellHeight, 0) + titles + SLICE_GAP * (panel.grids.length - 1);
  return { panel, width: Math.max(columns * cellWidth, panel.title.length * CHARACTER + 8), height, cellWidth, cellHeight, written };
}

function drawPanel({ panel, width, cellWidth, cellHeight, written }: Box, x: number, top: number): string {
  const parts: string[] = [];
  let y = top;
  for (const grid of panel.grids) {
    if (grid.title !== undefined) {
      parts.push(label(x + width / 2, y + 9, 'slice', grid.title));
      y += SLICE_TITLE;
    }
    const span = spanOf(grid);
    const left = x + (width - span.columns * cellWidth) / 2;
    const place = { left, top: y, cellWidth, cellHeight };
    parts.push(written ? drawWritten(grid, place) : drawShaded(grid, place));
    y += span.rows * cellHeight + SLICE_GAP;
  }
  return parts.join('');
}

interface Place {
  readonly left: number;
  readonly top: number;
  readonly cellWidth: number;
  readonly cellHeight: number;
}

function drawWritten(grid: Grid, place: Place): string {
  const { rows, columns, values, tone } = grid;
  const margin = grid.margin ?? { top: 0, bottom: 0, left: 0, right: 0 };
  const marked = new Set(grid.marked.map(([row, column]) => `${row} ${column}`));
  // Marked cells come last, so that their outline lies above their neighbours'.
  const [below, above]: [string[], string[]] = [[], []];
  for (let row = -margin.top; row < rows + margin.bottom; row++) {
    for (let column = -margin.left; column < columns + margin.right; column++) {
      const inside = row >= 0 && row < rows && column >= 0 && column < columns;
      const isMarked = marked.has(`${row} ${column}`);
      const look = isMarked ? `${inside ? 'cell' : 'pad'} ${tone}` : tone === 'filter' ? 'cell filter' : inside ? 'cell' : 'pad';
      (isMarked ? above : below).push(box(place, margin, [row, column], look));
      if (!inside) continue;
      const [cx, cy] = [
        place.left + (column + margin.left + 0.5) * place.cellWidth,
        place.top + (row + margin.top + 0.5) * place.cellHeight + 4,
      ];
      (isMarked ? above : below).push(label(cx, cy, '', formatNumber(values[row * columns + column] ?? Number.NaN)));
    }
  }
  return [...below, ...above].join('');
}

/** Many cells: levels of grey instead of numbers, one path per level. */
function drawShaded(grid: Grid, place: Place): string {
  const margin = grid.margin ?? { top: 0, bottom: 0, left: 0, right: 0 };
  const known = grid.values.filter(Number.isFinite);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const paths = Array.from({ length: LEVELS }, (): string[] => []);
  grid.values.forEach((value, at) => {
    const level = high > low && Number.isFinite(value) ? Math.round(((value - low) / (high - low)) * (LEVELS - 1)) : 3;
    paths[level]?.push(`M${(at % grid.columns) + margin.left} ${Math.floor(at / grid.columns) + margin.top}h1v1h-1z`);
  });
  const drawn = paths.map((path, level) =>
    path.length ? `<path class="shade" fill-opacity="${round(0.08 + (0.84 * level) / (LEVELS - 1))}" d="${path.join('')}"/>` : '',
  );
  const shaded = `<g transform="translate(${round(place.left)} ${round(place.top)}) scale(${place.cellWidth} ${place.cellHeight})">${drawn.join('')}</g>`;
  const frame = `<rect class="frame" x="${round(place.left + margin.left * place.cellWidth)}" y="${round(place.top + margin.top * place.cellHeight)}" width="${grid.columns * place.cellWidth}" height="${grid.rows * place.cellHeight}"/>`;
  return `${shaded}${frame}${grid.marked.map(cell => box(place, margin, cell, `outline-${grid.tone}`)).join('')}`;
}

function box(
  { left, top, cellWidth, cellHeight }: Place,
  margin: { readonly top: number; readonly left: number },
  [row, column]: Cell,
  look: string,
): string {
  return `<rect class="${look}" x="${round(left + (column + margin.left) * cellWidth + 0.5)}" y="${round(top + (row + margin.top) * cellHeight + 0.5)}" width="${cellWidth - 1}" height="${cellHeight - 1}"/>`;
}

const label = (x: number, y: number, look: string, text: string): string =>
  `<text${look ? ` class="${look}"` : ''} x="${round(x)}" y="${round(y)}">${escapeXml(text)}</text>`;

const round = (value: number): number => Math.round(value * 100) / 100;

/** XML has no control characters, not even escaped. */
const escapeXml = (text: string): string =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is removed
    .replace(/[\u0000-\u001f\u007f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, ' ')
    .replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);

function wrap(text: string, width: number): readonly string[] {
  const most = Math.floor((width - 2 * EDGE) / 6.4);
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < most) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
