/** A graph that grows to millions of edges: pairs of numbers in typed blocks. */
export interface Edges {
  add(from: number, to: number): void;
  count(): number;
  /** The least node of `nodes` from which none of the targets can be reached; null when all can. */
  firstThatCannotReach(targets: readonly number[], nodes: number): number | null;
}

const blockSize = 2 ** 20;

export function createEdges(): Edges {
  const blocks: Int32Array[] = [];
  let length = 0;
  const each = (visit: (from: number, to: number) => void) => {
    for (let at = 0; at < length; at += 2) {
      const block = blocks[Math.floor(at / blockSize)];
      const inside = at % blockSize;
      visit(block?.[inside] ?? 0, block?.[inside + 1] ?? 0);
    }
  };
  return {
    add: (from, to) => {
      if (length % blockSize === 0) blocks.push(new Int32Array(blockSize));
      const block = blocks[blocks.length - 1];
      if (block) {
        block[length % blockSize] = from;
        block[(length % blockSize) + 1] = to;
      }
      length += 2;
    },
    count: () => length / 2,
    firstThatCannotReach: (targets, nodes) => {
      const reaches = reachBackwards(each, length / 2, targets, nodes);
      const lost = reaches.indexOf(0);
      return lost === -1 ? null : lost;
    },
  };
}

/** Compressed rows of predecessors, then a walk from the targets backwards. */
function reachBackwards(
  each: (visit: (from: number, to: number) => void) => void,
  count: number,
  targets: readonly number[],
  nodes: number,
): Uint8Array {
  const begins = new Int32Array(nodes + 1);
  each((_from, to) => {
    begins[to + 1] = (begins[to + 1] ?? 0) + 1;
  });
  for (let node = 0; node < nodes; node += 1) {
    begins[node + 1] = (begins[node + 1] ?? 0) + (begins[node] ?? 0);
  }
  const fill = begins.slice();
  const sources = new Int32Array(count);
  each((from, to) => {
    const place = fill[to] ?? 0;
    sources[place] = from;
    fill[to] = place + 1;
  });
  return walk(begins, sources, targets);
}

function walk(begins: Int32Array, sources: Int32Array, targets: readonly number[]): Uint8Array {
  const reaches = new Uint8Array(begins.length - 1);
  const open = [...targets];
  for (const target of targets) reaches[target] = 1;
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    for (let at = begins[node] ?? 0; at < (begins[node + 1] ?? 0); at += 1) {
      const from = sources[at] ?? 0;
      if (reaches[from] === 1) continue;
      reaches[from] = 1;
      open.push(from);
    }
  }
  return reaches;
}
