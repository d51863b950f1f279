import { useActorWord } from '@/components/history/action-name'

/** The words of whoever issued a token; the name alone is kept of Kagiban's own parts, which have one in each language. */
export function useIssuerWord(): (issuedByName: string) => string {
  const actorWord = useActorWord()
  return (issuedByName) => actorWord({ actorId: issuedByName, actorName: issuedByName })
}
