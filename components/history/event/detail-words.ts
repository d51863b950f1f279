import { useWords } from '#words'

/** Where the words of a field's value stand; a field that is not here shows its value as it is. */
const VALUES: Record<string, readonly [namespace: 'history' | 'channels' | 'tokens', path: string]> = {
  type: ['channels', 'types'],
  environment: ['channels', 'environments'],
  kind: ['tokens', 'kinds'],
  verdict: ['tokens', 'open.verdicts'],
  outcome: ['history', 'outcomes'],
  state: ['history', 'values.state'],
  fault: ['history', 'values.fault'],
  reason: ['history', 'values.reason'],
  proof: ['history', 'values.proof'],
  origin: ['history', 'values.origin'],
  look: ['history', 'values.look'],
  cutShort: ['history', 'values.cutShort'],
  format: ['history', 'export.formats'],
}

type Known = { (key: string): string; has(key: string): boolean }

/** Words for details by their dotted names: the field, what it is part of, and its value where that is a word, too. */
export function useDetailWords() {
  const known = {
    history: useWords('history') as unknown as Known,
    channels: useWords('channels') as unknown as Known,
    tokens: useWords('tokens') as unknown as Known,
  }
  const find = (namespace: keyof typeof known, key: string) =>
    known[namespace].has(key) ? known[namespace](key) : undefined
  return {
    /** The field's word, or undefined for one of another version. */
    label: (name: string, value: unknown) => find('history', `fields.${fieldOf(name, value)}`),
    /** What the field is part of: `list` of `list.requestId`. */
    part: (name: string) => (name.includes('.') ? (find('history', `parts.${name.split('.')[0]}`) ?? null) : null),
    value: (name: string, value: string) => {
      const [namespace, path] = VALUES[fieldOf(name, value)] ?? []
      return namespace && find(namespace, `${path}.${value.replaceAll('.', '_')}`)
    },
  }
}

const FAULTS = ['rejected', 'limited', 'unavailable', 'unreachable', 'interrupted', 'garbled']

/** The field of a dotted name. What went wrong with a call is written as its `kind`, as a token's kind is. */
export function fieldOf(name: string, value?: unknown): string {
  const field = name.split('.').at(-1) ?? name
  return field === 'kind' && FAULTS.includes(String(value)) ? 'fault' : field
}
