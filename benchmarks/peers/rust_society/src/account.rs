//! A county's account: what last week means to this week, and the settlement after Sunday.

use crate::numbers::*;

/// Sums of a week in a county.
#[derive(Default)]
pub struct Week {
    pub paid: i64,
    pub takings: i64,
    pub sold: i64,
    pub bought: i64,
    pub called: i64,
    pub effort: i64,
    pub conviction: i64,
}

/// Price [jon/kg], pay and chances of the week, pots [jon] and head counts.
pub struct Account {
    pub heads: i64,
    pub officials: i64,
    pub price: i64,
    pub rate: i64,
    pub price_out: i64,
    pub effort_out: i64,
    pub official_share: i64,
    pub mean_conviction: i64,
    pub market_pot: i64,
    pub bribe_pot: i64,
    pub limit: [[i64; DAYS_A_WEEK]; 2],
}

impl Account {
    /// Set price, rate and chances for next week. Divisors are positive, so `div_euclid` rounds down.
    pub fn settle(&mut self, week: &Week) {
        self.market_pot += week.takings - week.paid;
        self.bribe_pot += week.bought * self.price_out - self.official_share * self.officials;
        let supply = self.heads * SUPPLY;
        let lack = (week.sold - supply).clamp(-supply, supply);
        let price = self.price + (self.price * lack).div_euclid(supply * PRICE_PART);
        self.price = price.clamp(LEAST_PRICE, GREATEST_PRICE);
        self.rate = (self.market_pot << 16).div_euclid(week.effort.max(1)).min(GREATEST_RATE);
        self.official_share = self.bribe_pot.div_euclid(self.officials.max(1));
        let value = ((POST_MINUTES * self.rate) >> 16) * OUT_SHARE / i64::from(WHOLE);
        let [least, most] = [LEAST_OUT, GREATEST_OUT].map(|grams| self.price * grams / GRAMS_A_KILOGRAM);
        self.price_out = value.clamp(least, most);
        self.effort_out = ((self.price_out << 16) / self.rate.max(1)).min(GREATEST_EFFORT_OUT);
        self.set_chances(week);
        self.mean_conviction = week.conviction.div_euclid(self.heads);
    }

    /// Where the rich pay, the others are called more often.
    fn set_chances(&mut self, week: &Week) {
        let whole = i64::from(WHOLE);
        let left = (whole - week.bought * whole / week.called.max(1)).max(LEAST_LEFT);
        self.limit = CALLS.map(|days| days.map(|call| ((call * whole / left).min(GREATEST_CHANCE) << 32) / whole));
    }
}
