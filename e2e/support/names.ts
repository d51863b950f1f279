/** A channel of the sample, with a signing key in use and tokens. */
export const SHIBUYA = '渋谷カフェ公式'
/** Another one of the sample, for what must not disturb the first. */
export const CHIANG_MAI = 'Chiang Mai Coffee'
/** A channel whose generated key waits for its kid. */
export const WAITING = 'ระบบจองโต๊ะ'
/** Channels of the sample with troubles, each for what needs attention there. */
export const DRIFTING = '台北書店'
export const NEARLY_FULL = '大阪水族館'
export const WITHOUT_KEY = 'ร้านหนังสือกรุงเทพ'
export const ENDING = 'Bangkok Foods TH'
