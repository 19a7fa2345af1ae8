//! A block of neighbouring households on the stack: what moves within a week, in arrays of 32 bits.

use crate::numbers::*;

pub const MOST_AT_HOME: usize = 8;
pub const PLACES: usize = 256; // people at most: arrays and random words stay in the first-level cache
pub type Column = [i32; PLACES];

pub const CAN_PAY: i32 = 1;
pub const IS_SHORT: i32 = 2;
pub const INTAKE_SHIFT: u32 = 2;
const LEAST_PULL: i32 = 50_000; // lifts what may be negative before it is divided, so that dividing rounds down
const LEAST_STEP: i32 = 1_000;

/// What the county means to everybody today.
pub struct Today {
    pub limit_post: u32,
    pub limit_unit: u32,
    pub minutes: i32,
    pub lecture: i32,
    pub weekday: u32,
    pub effort_out: i32,
    pub mean_conviction: i32,
}

/// People of a block, one place each. Places beyond the last person take no part in anything.
pub struct Block {
    pub words: [[u32; PLACES]; 4],
    pub skill: Column,
    pub trade_share: Column,
    pub post_minutes: Column,
    pub runs: Column,
    pub takes_part: Column,
    pub conviction: Column,
    pub nutrition: Column,
    pub effort: Column,
    pub labour: Column,
    pub market: Column,
    pub taught: Column,
    pub called: Column,
    pub bought: Column,
    pub refused: Column,
    pub hungry: Column,
    pub pays: Column,
    pub labour_today: Column,
    pub taught_today: Column,
    pub at_home: [i32; PLACES + MOST_AT_HOME], // intake [bp] << 2, food is short << 1, may pay
}

impl Block {
    /// Nobody at all.
    pub fn new() -> Self {
        let none = [0; PLACES];
        Block {
            words: [[0; PLACES]; 4],
            skill: none,
            trade_share: none,
            post_minutes: none,
            runs: none,
            takes_part: none,
            conviction: none,
            nutrition: none,
            effort: none,
            labour: none,
            market: none,
            taught: none,
            called: none,
            bought: none,
            refused: none,
            hungry: none,
            pays: none,
            labour_today: none,
            taught_today: none,
            at_home: [0; PLACES + MOST_AT_HOME],
        }
    }

    /// Call-up, buying out or refusing, the post, trade in what time is left.
    pub fn live_duties_and_trade(&mut self, today: &Today) {
        for at in 0..PLACES {
            let (home, post) = (self.at_home[at], self.post_minutes[at]);
            let skilled = (WHOLE + self.skill[at]) as u32;
            let limit = if post > 0 { today.limit_post } else { today.limit_unit };
            let is_called = (self.words[0][at] < limit) & (self.takes_part[at] == 1) & (self.nutrition[at] >= ABLE);
            let is_worth = (today.minutes as u32 * skilled / WHOLE as u32) as i32 >= today.effort_out;
            let is_let_off = (home & CAN_PAY != 0) & is_worth & (self.words[1][at] < LET_OFF);
            let is_afraid = (self.words[2][at] >> 17) as i32 >= (WHOLE - self.conviction[at]) >> 4;
            let pays = i32::from(is_called & is_let_off);
            let labour = today.minutes * i32::from(is_called & !is_let_off & is_afraid);
            let at_post = post * (self.runs[at] >> today.weekday & 1);
            let taught = (today.lecture + (at_post >> 3)) * self.takes_part[at];
            let share = self.trade_share[at];
            let hurried = (share + NEED_SHARE).min(WHOLE);
            let share = if (home & IS_SHORT != 0) & (share > 0) { hurried } else { share };
            let free = (AWAKE - today.lecture - at_post - labour).max(0) as u32;
            let market = (free * share as u32 / WHOLE as u32).min(OPEN_MINUTES);
            self.effort[at] += (market * skilled / WHOLE as u32) as i32;
            self.market[at] += market as i32;
            self.labour[at] += labour;
            self.taught[at] += taught;
            self.called[at] += i32::from(is_called);
            self.bought[at] += pays;
            self.refused[at] += i32::from(is_called & !is_let_off & !is_afraid);
            (self.pays[at], self.labour_today[at], self.taught_today[at]) = (pays, labour, taught);
        }
    }

    /// Nourishment follows what was eaten; conviction follows what is taught, hunger, labour, bribes, the county.
    pub fn live_body_and_mind(&mut self, today: &Today) {
        for at in 0..PLACES {
            let way = (self.at_home[at] >> INTAKE_SHIFT) - self.nutrition[at];
            let nutrition = self.nutrition[at] + way.signum() * ((way.unsigned_abs() / LAG) as i32).max(1);
            self.nutrition[at] = nutrition;
            self.hungry[at] += i32::from(nutrition < HUNGRY);
            let conviction = self.conviction[at];
            let up = (PULL_TAUGHT * self.taught_today[at]) as u32 / 60;
            let hunger = (PULL_HUNGER * (WHOLE - nutrition)) as u32 / WHOLE as u32;
            let unpaid = (PULL_UNPAID * self.labour_today[at]) as u32 / 60;
            let down = (hunger + unpaid) as i32 + PULL_BRIBE * self.pays[at];
            let pulled = up as i32 * (WHOLE - conviction) - down * (WHOLE + conviction);
            let moved = ((pulled + LEAST_PULL * 2 * WHOLE) as u32 / (2 * WHOLE) as u32) as i32 - LEAST_PULL;
            let drawn = ((self.words[3][at] & ((1 << FRACTION_BITS) - 1)) * 1_000) >> FRACTION_BITS;
            let moved = moved + (today.mean_conviction - conviction) * PULL_COUNTY + drawn as i32;
            let steps = ((moved + LEAST_STEP * 1_000) as u32 / 1_000) as i32 - LEAST_STEP;
            let believed = (conviction + steps).clamp(-WHOLE, WHOLE);
            self.conviction[at] = if self.takes_part[at] == 1 { believed } else { conviction };
        }
    }
}
