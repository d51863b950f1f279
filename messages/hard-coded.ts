import { type ESTree, parseSync, Visitor } from 'vite'

/** What may stand in markup in every language: the brand, LINE's own name, and the names of the languages. */
const ALLOWED = /^(Kagiban|鍵番|LINE|English|日本語|繁體中文|ไทย)$/
/** Attributes that a reader sees or hears. */
const SPOKEN =
  /^(aria-label|aria-description|aria-roledescription|alt|placeholder|title|label|legend|hint|text|data-tip)$/
/** The value of `title`, `text` and the like may also be a word of code; those are one lower-case word. */
const CODE_WORD = /^[a-z0-9_.:/#-]+$/

type Found = { line: number; text: string }

/** The texts that stand in the markup of a TSX source instead of in the messages. */
export function findHardCoded(file: string, source: string): Found[] {
  const found: Found[] = []
  const report = (text: string, start: number, codeWordsToo: boolean) => {
    const words = text.trim().replace(/\s+/g, ' ')
    if (!/\p{L}/u.test(words) || ALLOWED.test(words) || (!codeWordsToo && CODE_WORD.test(words))) return
    found.push({ line: source.slice(0, start).split('\n').length, text: words })
  }
  const expression = (node: ESTree.Node, codeWordsToo: boolean): void => {
    if (node.type === 'Literal' && typeof node.value === 'string') report(node.value, node.start, codeWordsToo)
    if (node.type === 'TemplateLiteral')
      for (const part of node.quasis) report(part.value.raw, part.start, codeWordsToo)
    if (node.type === 'ConditionalExpression') {
      expression(node.consequent, codeWordsToo)
      expression(node.alternate, codeWordsToo)
    }
    if (node.type === 'LogicalExpression') expression(node.right, codeWordsToo)
  }
  new Visitor({
    JSXText: (node) => report(node.value, node.start, true),
    JSXElement(node) {
      for (const child of node.children) if (child.type === 'JSXExpressionContainer') expression(child.expression, true)
    },
    JSXAttribute(node) {
      if (node.name.type !== 'JSXIdentifier' || !SPOKEN.test(node.name.name) || !node.value) return
      const spokenOnly = /^(aria-|alt$|placeholder$)/.test(node.name.name)
      if (node.value.type === 'JSXExpressionContainer') expression(node.value.expression, spokenOnly)
      else expression(node.value, spokenOnly)
    },
  }).visit(parseSync(file, source).program)
  return found
}
