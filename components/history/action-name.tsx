import { useWords } from '#words'
import { PERMISSIONS, type Permission } from '@/lib/access/permissions'

/** True for an event's name that this version knows. */
export const isPermission = (name: string): name is Permission => PERMISSIONS.includes(name as Permission)

/** The words of an event's name, which is its permission; a name of another version stands as it is. */
export function useActionWord(): (name: string) => string {
  const words = useWords('permissions')
  return (name) => (isPermission(name) ? words(name) : name)
}

/** Kagiban's own parts that act. */
export const SYSTEMS = ['sign-in', 'start', 'settler', 'watcher', 'verifier', 'command line'] as const
type System = (typeof SYSTEMS)[number]

/** The words of whoever did it; Kagiban's own parts have names of theirs in each language. */
export function useActorWord(): (actor: { actorId: string | null; actorName: string }) => string {
  const words = useWords('history')
  return ({ actorId, actorName }) => {
    const system = SYSTEMS.find((name): name is System => name === actorId)
    return system && system === actorName ? words(`systems.${system}`) : actorName
  }
}
