import { deliverTo } from './deliver'
import { targets } from './targets'

// Another instance of Kagiban on the same database; whoever started it kills it when it suits them.
await Promise.all(targets().map((target) => deliverTo(target)))
