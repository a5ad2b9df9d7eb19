/** What the rules of the house look at: a file's imports, its strings and a few uses. Read from the syntax, comments apart. */
import { posix } from 'node:path';
import ts from 'typescript';

export interface Import {
  /** A path of ours (`bot/turn.ts`), `node:fs`, or a package's name. */
  readonly to: string;
  readonly ours: boolean;
  readonly typeOnly: boolean;
  /** `export ... from`. */
  readonly passedOn: boolean;
}

export interface Source {
  readonly path: string;
  readonly imports: readonly Import[];
  /** Texts of string literals and templates, import paths left out. */
  readonly strings: readonly string[];
  /** `process.env`, `Date.now`, `new Date()`, `Math.random`, `decorator`, `.query()`, `async`, and names that stand for themselves. */
  readonly uses: ReadonlySet<string>;
}

export function readSource(path: string, text: string): Source {
  const imports: Import[] = [];
  const strings: string[] = [];
  const uses = new Set<string>();
  const visit = (node: ts.Node): void => {
    const found = importOf(node);
    if (found !== null) imports.push(resolved(path, found));
    if (ts.isStringLiteralLike(node) && !isSpecifier(node)) strings.push(node.text);
    if (ts.isTemplateExpression(node)) strings.push(templateText(node));
    for (const use of usesOf(node)) uses.add(use);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true));
  return { path, imports, strings, uses };
}

type Found = { readonly specifier: string; readonly typeOnly: boolean; readonly passedOn: boolean };

function importOf(node: ts.Node): Found | null {
  if (ts.isImportDeclaration(node)) {
    return { specifier: textOf(node.moduleSpecifier), typeOnly: isTypeOnly(node), passedOn: false };
  }
  if (ts.isExportDeclaration(node) && node.moduleSpecifier) {
    return { specifier: textOf(node.moduleSpecifier), typeOnly: node.isTypeOnly, passedOn: true };
  }
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword && node.arguments[0]) {
    return { specifier: textOf(node.arguments[0]), typeOnly: false, passedOn: false };
  }
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
    return { specifier: textOf(node.argument.literal), typeOnly: true, passedOn: false };
  }
  return null;
}

const textOf = (node: ts.Node) => (ts.isStringLiteralLike(node) ? node.text : '');

function isTypeOnly({ importClause }: ts.ImportDeclaration): boolean {
  if (importClause === undefined) return false;
  if (importClause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const names = importClause.namedBindings;
  if (importClause.name || names === undefined || !ts.isNamedImports(names)) return false;
  return names.elements.length > 0 && names.elements.every((element) => element.isTypeOnly);
}

function resolved(path: string, { specifier, ...rest }: Found): Import {
  const ours = specifier.startsWith('.');
  const name = specifier.startsWith('@') ? specifier.split('/').slice(0, 2).join('/') : (specifier.split('/')[0] ?? '');
  const to = ours ? posix.join(posix.dirname(path), specifier) : specifier.startsWith('node:') ? specifier : name;
  return { to, ours, ...rest };
}

const isSpecifier = (node: ts.Node) =>
  ts.isImportDeclaration(node.parent) || ts.isExportDeclaration(node.parent) || ts.isLiteralTypeNode(node.parent);

const templateText = (node: ts.TemplateExpression) =>
  node.head.text + node.templateSpans.map((span) => `{}${span.literal.text}`).join('');

function usesOf(node: ts.Node): string[] {
  if (ts.isPropertyAccessExpression(node)) {
    const name = `${node.expression.getText()}.${node.name.text}`;
    return ['process.env', 'Date.now', 'Math.random'].includes(name) ? [name] : [];
  }
  if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && !node.arguments?.length)
    return ['new Date()'];
  if (ts.isCallExpression(node)) {
    const called = node.expression;
    if (ts.isIdentifier(called)) return [`${called.text}()`];
    return ts.isPropertyAccessExpression(called) && called.name.text === 'query' ? ['.query()'] : [];
  }
  if (ts.isDecorator(node)) return ['decorator'];
  if (node.kind === ts.SyntaxKind.AsyncKeyword || ts.isAwaitExpression(node)) return ['async'];
  if (ts.isIdentifier(node) && ['Promise', 'process', 'fetch', 'console'].includes(node.text) && !isMember(node)) {
    return [node.text];
  }
  return [];
}

const isMember = (node: ts.Identifier) => ts.isPropertyAccessExpression(node.parent) && node.parent.name === node;
