//! The numbers of `rule_numbers.py`, whose comments say what they are. A test compares what comes of them.

pub const SEED: u64 = 20_150_105;
pub const STREAM_DAY: u32 = 103;
pub const DAYS_A_WEEK: usize = 7;

pub const STOCK_DAYS: i64 = 10;
pub const RESERVE_DAYS: i64 = 5;
pub const SHORT_DAYS: i64 = 3;
pub const OTHER_GOODS: i64 = 4;
pub const GRAMS_A_KILOGRAM: i64 = 1_000;

pub const POST_MINUTES: i64 = 480;
pub const AWAKE: i32 = 960;
pub const OPEN_MINUTES: u32 = 480;
pub const TAUGHT: [i32; DAYS_A_WEEK] = [30, 0, 60, 0, 0, 90, 0];
pub const LABOUR: [i32; DAYS_A_WEEK] = [240, 240, 240, 240, 300, 240, 480];
pub const CALLS: [[i64; DAYS_A_WEEK]; 2] =
    [[300, 300, 300, 300, 2_000, 300, 1_000], [800, 800, 800, 800, 800, 800, 1_500]];
pub const ABLE: i32 = 3_000;
pub const LET_OFF: u32 = 3_006_477_107;
pub const NEED_SHARE: i32 = 2_000;
pub const WHOLE: i32 = 10_000;
pub const HUNGRY: i32 = 5_000;
pub const LAG: u32 = 30;
pub const PULL_TAUGHT: i32 = 6_000;
pub const PULL_UNPAID: i32 = 4_000;
pub const PULL_HUNGER: i32 = 12_000;
pub const PULL_BRIBE: i32 = 3_000;
pub const PULL_COUNTY: i32 = 2;
pub const FRACTION_BITS: u32 = 20;

pub const SUPPLY: i64 = 2_800;
pub const LEAST_PRICE: i64 = 1_000;
pub const GREATEST_PRICE: i64 = 20_000;
pub const PRICE_PART: i64 = 4;
pub const GREATEST_RATE: i64 = 1 << 26;
pub const OUT_SHARE: i64 = 6_000;
pub const LEAST_OUT: i64 = 300;
pub const GREATEST_OUT: i64 = 5_000;
pub const GREATEST_EFFORT_OUT: i64 = 1 << 20;
pub const LEAST_LEFT: i64 = 2_500;
pub const GREATEST_CHANCE: i64 = 9_000;
