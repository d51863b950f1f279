/** A channel of the sample, with a signing key in use and tokens. */
export const SHIBUYA = '渋谷カフェ公式'
/** Another one of the sample, for what must not disturb the first. */
export const CHIANG_MAI = 'Chiang Mai Coffee'
/** A channel whose generated key waits for its kid. */
export const WAITING = 'ระบบจองโต๊ะ'
