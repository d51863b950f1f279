import { deliverCheckpoints } from './deliver'

// Another instance of Kagiban on the same database; whoever started it kills it when it suits them.
await deliverCheckpoints()
