//! Philox 4x32-10: four words of 32 bits for each of a run of ids.

const MULTIPLIERS: (u64, u64) = (0xD251_1F53, 0xCD9E_8D57);
const WEYL: (u32, u32) = (0x9E37_79B9, 0xBB67_AE85);
const ROUNDS: usize = 10;

/// The two halves of a product of 64 bits, high half first.
#[inline(always)]
fn halves(multiplier: u64, x: u32) -> (u32, u32) {
    let product = multiplier * u64::from(x);
    ((product >> 32) as u32, product as u32)
}

/// Words of the ids from `first_id` on, for a day and a stream, into `words[0]` to `words[3]`.
pub fn draw<const N: usize>(first_id: u32, seed: u64, day: u32, stream: u32, words: &mut [[u32; N]; 4]) {
    let [w0, w1, w2, w3] = words;
    for at in 0..N {
        let (mut x0, mut x1, mut x2, mut x3) = (first_id.wrapping_add(at as u32), 0, day, stream);
        let (mut k0, mut k1) = (seed as u32, (seed >> 32) as u32);
        for _ in 0..ROUNDS {
            let (high0, low0) = halves(MULTIPLIERS.0, x0);
            let (high1, low1) = halves(MULTIPLIERS.1, x2);
            (x0, x1, x2, x3) = (high1 ^ x1 ^ k0, low1, high0 ^ x3 ^ k1, low0);
            (k0, k1) = (k0.wrapping_add(WEYL.0), k1.wrapping_add(WEYL.1));
        }
        (w0[at], w1[at], w2[at], w3[at]) = (x0, x1, x2, x3);
    }
}
