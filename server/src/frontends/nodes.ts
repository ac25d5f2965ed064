/**
 * A syntax tree in plain objects, read from tree-sitter once.
 *
 * Every property of a tree-sitter node is a call into WebAssembly, and lowering asks for most of them several times.
 * So the tree is copied in one pass (about as long as parsing it took), after which both front ends work on
 * ordinary objects: children are arrays, comments are out of the way, and nothing has to be freed.
 * With the previous version of the file at hand, subtrees that tree-sitter kept are kept here too (`readTree`).
 */
import type { Tree, Node as TreeSitterNode } from 'web-tree-sitter';
import type { Span } from '#server/ir/ir.ts';

export class SyntaxNode {
  /** Tree-sitter's name of the node: `call`, `identifier`, or the text itself for tokens (`(`, `async`). */
  readonly type: string;
  /** False for tokens that the grammar writes as literal text. */
  readonly named: boolean;
  /** The parser put this token in itself because the text lacks it; it is empty. */
  readonly missing: boolean;
  /** Name of the field of the parent; only where the parent's type is in `GrammarFacts.fieldsOf`. */
  readonly field: string | undefined;
  /** Everything below except comments. */
  children: readonly SyntaxNode[] = none;
  /** UTF-16 offsets. Mutable, because an edit further up moves a subtree that is kept. */
  start: number;
  end: number;
  /** Tree-sitter's identity of the subtree; 0 for leaves. */
  readonly id: number;

  constructor(type: string, named: boolean, missing: boolean, field: string | undefined, start: number, end: number, id: number) {
    this.type = type;
    this.named = named;
    this.missing = missing;
    this.field = field;
    this.start = start;
    this.end = end;
    this.id = id;
  }
}

const none: readonly SyntaxNode[] = [];

export interface SyntaxTree {
  readonly root: SyntaxNode;
  /** In order of the text. */
  readonly comments: readonly SyntaxNode[];
  /** `ERROR` nodes (outermost ones) and the places of missing tokens. */
  readonly errors: readonly Span[];
}

/** What `readTree` should know of a grammar to save work. */
export interface GrammarFacts {
  /** Named node types that never have children worth reading (identifiers, numbers). Tokens need not be listed. */
  readonly leaves: ReadonlySet<string>;
  /** Parent types whose children get their `field`. Each costs a call per child; where order or type tells, leave it out. */
  readonly fieldsOf: ReadonlySet<string>;
  /** Types that are left out of `children` and collected in `SyntaxTree.comments`. */
  readonly comments: ReadonlySet<string>;
}

/** The children that are nodes of their own, without punctuation. */
export function namedChildren(node: SyntaxNode): SyntaxNode[] {
  return node.children.filter(child => child.named);
}

/** The children that carry meaning: named ones, without what the parser gave up on. */
export function operandsOf(node: SyntaxNode): SyntaxNode[] {
  return node.children.filter(child => child.named && child.type !== 'ERROR');
}

export function hasToken(node: SyntaxNode, token: string): boolean {
  return node.children.some(child => child.type === token && !child.missing);
}

export function childOfType(node: SyntaxNode, type: string): SyntaxNode | undefined {
  return node.children.find(child => child.type === type);
}

export function childrenOfType(node: SyntaxNode, type: string): SyntaxNode[] {
  return node.children.filter(child => child.type === type);
}

/** Only for parents listed in `GrammarFacts.fieldsOf`. */
export function childOfField(node: SyntaxNode, field: string): SyntaxNode | undefined {
  return node.children.find(child => child.field === field);
}

export function childrenOfField(node: SyntaxNode, field: string): SyntaxNode[] {
  return node.children.filter(child => child.field === field);
}

export function spanOf(node: SyntaxNode): Span {
  return { start: node.start, end: node.end };
}

/**
 * Copies the tree. `previous`, if given, must come from the tree that was handed to the parser as the old one, and that
 * tree must still be alive: only then does an equal id mean an equal subtree. `previous` is used up (its nodes move).
 */
export function readTree(tree: Tree, facts: GrammarFacts, previous?: SyntaxTree): SyntaxTree {
  const reader = new Reader(tree, facts, previous);
  const root = reader.read();
  return { root, comments: reader.comments, errors: reader.hasError ? errorsIn(root) : [] };
}

class Reader {
  readonly comments: SyntaxNode[] = [];
  readonly hasError: boolean;
  readonly #root: TreeSitterNode;
  readonly #kinds: readonly Kind[];
  readonly #kept: Map<number, SyntaxNode>;
  readonly #keptComments: readonly SyntaxNode[];

  constructor(tree: Tree, facts: GrammarFacts, previous: SyntaxTree | undefined) {
    this.#root = tree.rootNode;
    this.hasError = this.#root.hasError;
    this.#kinds = kindsOf(tree, facts);
    this.#kept = previous ? innerNodes(previous.root) : new Map();
    this.#keptComments = previous?.comments ?? [];
  }

  /** Depth-first with an explicit stack: half-typed and generated files nest deeper than the call stack goes. */
  read(): SyntaxNode {
    const kind = this.#kinds[this.#root.typeId] ?? errorKind;
    const root = new SyntaxNode(kind.type, true, false, undefined, this.#root.startIndex, this.#root.endIndex, this.#root.id);
    const pending: { from: TreeSitterNode; to: SyntaxNode; fields: boolean }[] = [{ from: this.#root, to: root, fields: kind.fields }];
    for (let next = pending.pop(); next; next = pending.pop()) {
      const children: SyntaxNode[] = [];
      const sources = next.from.children;
      for (let index = 0; index < sources.length; index++) {
        const source = sources[index];
        if (!source) continue;
        const kind = this.#kinds[source.typeId] ?? errorKind;
        const field = next.fields ? (next.from.fieldNameForChild(index) ?? undefined) : undefined;
        const kept = kind.leaf ? undefined : this.#kept.get(source.id);
        if (kept && kept.type === kind.type && kept.field === field) {
          this.#kept.delete(source.id);
          children.push(this.#keep(kept, source.startIndex));
          continue;
        }
        const child = this.#node(source, kind, field);
        if (kind.comment) {
          this.comments.push(child);
          continue;
        }
        children.push(child);
        if (!kind.leaf) pending.push({ from: source, to: child, fields: kind.fields });
      }
      if (children.length > 0) next.to.children = children;
    }
    this.comments.sort((a, b) => a.start - b.start);
    return root;
  }

  #node(source: TreeSitterNode, kind: Kind, field: string | undefined): SyntaxNode {
    const start = source.startIndex;
    // A token is as long as its name, unless the parser made it up.
    const end = kind.named || kind.spaced || this.hasError ? source.endIndex : start + kind.type.length;
    const missing = this.hasError && start === end && source.isMissing;
    return new SyntaxNode(kind.type, kind.named, missing, field, start, end, kind.leaf ? 0 : source.id);
  }

  #keep(node: SyntaxNode, start: number): SyntaxNode {
    const by = start - node.start;
    for (let index = firstFrom(this.#keptComments, node.start); index < this.#keptComments.length; index++) {
      const comment = this.#keptComments[index];
      if (!comment || comment.start >= node.end) break;
      this.comments.push(new SyntaxNode(comment.type, true, false, undefined, comment.start + by, comment.end + by, 0));
    }
    if (by !== 0) shift(node, by);
    return node;
  }
}

/** What the parser could not read, without copying the tree: only what holds an error is looked into. */
export function errorSpansOf(tree: Tree): Span[] {
  const errors: Span[] = [];
  const pending = [tree.rootNode];
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (node.isError || node.isMissing) errors.push({ start: node.startIndex, end: node.endIndex });
    else if (node.hasError) for (const child of node.children) if (child) pending.push(child);
  }
  return errors;
}

/** What the type of a node says about it, looked up by tree-sitter's number of the type. */
interface Kind {
  readonly type: string;
  readonly named: boolean;
  readonly leaf: boolean;
  readonly fields: boolean;
  readonly comment: boolean;
  /** `not in`: a token with free space inside. */
  readonly spaced: boolean;
}

/** `ERROR` has a number outside the grammar's table. */
const errorKind: Kind = { type: 'ERROR', named: true, leaf: false, fields: false, comment: false, spaced: false };

const kindTables = new WeakMap<GrammarFacts, { readonly language: object; readonly kinds: readonly Kind[] }>();

function kindsOf(tree: Tree, facts: GrammarFacts): readonly Kind[] {
  const known = kindTables.get(facts);
  if (known?.language === tree.language) return known.kinds;
  const kinds = tree.language.types.map((type, number): Kind => {
    const named = tree.language.nodeTypeIsNamed(number);
    const comment = named && facts.comments.has(type);
    return {
      type,
      named,
      leaf: !named || comment || facts.leaves.has(type),
      fields: named && facts.fieldsOf.has(type),
      comment,
      spaced: type.includes(' '),
    };
  });
  kindTables.set(facts, { language: tree.language, kinds });
  return kinds;
}

function innerNodes(root: SyntaxNode): Map<number, SyntaxNode> {
  const found = new Map<number, SyntaxNode>();
  const pending = [...root.children];
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (node.id !== 0) found.set(node.id, node);
    for (const child of node.children) pending.push(child);
  }
  return found;
}

function shift(root: SyntaxNode, by: number): void {
  const pending = [root];
  for (let node = pending.pop(); node; node = pending.pop()) {
    node.start += by;
    node.end += by;
    for (const child of node.children) pending.push(child);
  }
}

/** Index of the first node that starts at or after `offset`, in a list ordered by start. */
function firstFrom(nodes: readonly SyntaxNode[], offset: number): number {
  let low = 0;
  let high = nodes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((nodes[middle]?.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function errorsIn(root: SyntaxNode): Span[] {
  const errors: Span[] = [];
  const pending = [root];
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (node.type === 'ERROR' || node.missing) errors.push(spanOf(node));
    else for (const child of node.children) pending.push(child);
  }
  return errors.sort((a, b) => a.start - b.start);
}
