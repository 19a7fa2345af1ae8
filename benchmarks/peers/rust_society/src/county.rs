//! A county: its households, their members in order, and its week.

use crate::account::{Account, Week};
use crate::block::{Block, Column, Today, CAN_PAY, INTAKE_SHIFT, IS_SHORT, MOST_AT_HOME, PLACES};
use crate::numbers::*;
use crate::philox;
use std::ops::Range;

/// Columns of people, as narrow as the values allow.
#[derive(Default)]
pub struct People {
    pub takes_part: Vec<u8>,
    pub post_minutes: Vec<i16>,
    pub runs: Vec<u8>,
    pub skill: Vec<i16>,
    pub trade_share: Vec<i16>,
    pub conviction: Vec<i16>,
    pub nutrition: Vec<i16>,
    pub effort: Vec<i16>,
    pub labour: Vec<i32>,
    pub market: Vec<i32>,
    pub taught: Vec<i32>,
    pub called: Vec<i16>,
    pub bought: Vec<i16>,
    pub refused: Vec<i16>,
    pub hungry: Vec<i16>,
}

/// A household: members `first` to `first + size - 1` of its county, cash [jon], food [g].
pub struct Home {
    pub first: u32,
    pub size: u8,
    pub officials: u8,
    pub shop_day: u8,
    pub need: i32,
    pub ration_week: i32,
    pub cash: i64,
    pub food: i64,
}

impl Home {
    /// Food kept in money, beyond which a household spends [jon].
    fn reserve(&self, account: &Account) -> i64 {
        i64::from(self.need) * account.price * RESERVE_DAYS / GRAMS_A_KILOGRAM
    }

    /// Food for the days ahead, and other goods from what is left beyond the reserve.
    fn shop(&mut self, account: &Account, week: &mut Week) {
        let wanted = (i64::from(self.need) * STOCK_DAYS - self.food).max(0);
        let grams = wanted.min(self.cash * GRAMS_A_KILOGRAM / account.price);
        let cost = (grams * account.price + GRAMS_A_KILOGRAM - 1) / GRAMS_A_KILOGRAM;
        let spent = cost + (self.cash - cost - self.reserve(account)).max(0) / OTHER_GOODS;
        self.food += grams;
        self.cash -= spent;
        week.takings += spent;
        week.sold += grams;
    }

    /// Eat, and say what the day's meals and money mean to the members.
    fn eat(&mut self, account: &Account) -> i32 {
        let need = i64::from(self.need);
        let eaten = self.food.min(need);
        self.food -= eaten;
        let intake = if eaten == need { WHOLE } else { (eaten as u32 * WHOLE as u32 / need as u32) as i32 };
        let can_pay = self.cash - self.reserve(account) >= i64::from(self.size) * account.price_out;
        let is_short = self.food < need * SHORT_DAYS;
        (intake << INTAKE_SHIFT) | (i32::from(is_short) * IS_SHORT) | (i32::from(can_pay) * CAN_PAY)
    }
}

/// A county with everybody in it.
pub struct County {
    pub first_id: u32,
    pub account: Account,
    pub people: People,
    pub homes: Vec<Home>,
}

/// Spread a narrow column over a block.
fn widen<T: Copy + Into<i32>>(from: &[T], to: &mut Column) {
    to.iter_mut().zip(from).for_each(|(to, &from)| *to = from.into());
}

/// Put a block's values, which fit, back into a narrow column.
fn narrow(from: &Column, to: &mut [i16]) {
    to.iter_mut().zip(from).for_each(|(to, &from)| *to = from as i16);
}

/// Add a block's sums of the week to a column.
fn add(from: &Column, to: &mut [i32]) {
    to.iter_mut().zip(from).for_each(|(to, &from)| *to += from);
}

/// Add a block's counts of the week, which fit, to a narrow column.
fn add_narrow(from: &Column, to: &mut [i16]) {
    to.iter_mut().zip(from).for_each(|(to, &from)| *to += from as i16);
}

/// Sum of the first values of a column.
fn sum(column: &Column, n: usize) -> i64 {
    i64::from(column[..n].iter().sum::<i32>())
}

impl People {
    /// Put some people on a block.
    fn load(&self, rows: Range<usize>, block: &mut Block) {
        block.takes_part.fill(0); // of whoever lived in the places beyond the last
        widen(&self.takes_part[rows.clone()], &mut block.takes_part);
        widen(&self.post_minutes[rows.clone()], &mut block.post_minutes);
        widen(&self.runs[rows.clone()], &mut block.runs);
        widen(&self.skill[rows.clone()], &mut block.skill);
        widen(&self.trade_share[rows.clone()], &mut block.trade_share);
        widen(&self.conviction[rows.clone()], &mut block.conviction);
        widen(&self.nutrition[rows.clone()], &mut block.nutrition);
        widen(&self.effort[rows], &mut block.effort);
        let sums = [&mut block.labour, &mut block.market, &mut block.taught, &mut block.called];
        sums.into_iter().for_each(|column| column.fill(0));
        let counts = [&mut block.bought, &mut block.refused, &mut block.hungry];
        counts.into_iter().for_each(|column| column.fill(0));
    }

    /// Put back what has moved.
    fn store(&mut self, rows: Range<usize>, block: &Block) {
        narrow(&block.conviction, &mut self.conviction[rows.clone()]);
        narrow(&block.nutrition, &mut self.nutrition[rows.clone()]);
        narrow(&block.effort, &mut self.effort[rows.clone()]);
        add(&block.labour, &mut self.labour[rows.clone()]);
        add(&block.market, &mut self.market[rows.clone()]);
        add(&block.taught, &mut self.taught[rows.clone()]);
        add_narrow(&block.called, &mut self.called[rows.clone()]);
        add_narrow(&block.bought, &mut self.bought[rows.clone()]);
        add_narrow(&block.refused, &mut self.refused[rows.clone()]);
        add_narrow(&block.hungry, &mut self.hungry[rows]);
    }
}

impl County {
    /// Live a week and settle it.
    pub fn live_week(&mut self, first_day: usize, block: &mut Block) {
        let mut week = Week::default();
        let mut first_home = 0;
        while first_home < self.homes.len() {
            let end = self.homes[first_home].first as usize + PLACES;
            let fits = |home: &Home| home.first as usize + usize::from(home.size) <= end;
            let n_homes = self.homes[first_home..].iter().take_while(|home| fits(home)).count();
            self.live_block(first_home..first_home + n_homes, first_day, &mut week, block);
            first_home += n_homes;
        }
        self.account.settle(&week);
    }

    /// Seven days of some neighbouring households.
    fn live_block(&mut self, of_homes: Range<usize>, first_day: usize, week: &mut Week, block: &mut Block) {
        let homes = &mut self.homes[of_homes];
        let (front, last) = (homes[0].first, &homes[homes.len() - 1]);
        let rows = front as usize..last.first as usize + usize::from(last.size);
        self.people.load(rows.clone(), block);
        receive(homes, &self.account, week, block);
        for weekday in 0..DAYS_A_WEEK {
            let today = self.account.today(weekday);
            for home in homes.iter_mut() {
                if usize::from(home.shop_day) == weekday {
                    home.shop(&self.account, week);
                }
                let first = (home.first - front) as usize;
                block.at_home[first..first + MOST_AT_HOME].fill(home.eat(&self.account));
            }
            let day = (first_day + weekday) as u32;
            philox::draw(self.first_id + front, SEED, day, STREAM_DAY, &mut block.words);
            block.live_duties_and_trade(&today);
            block.live_body_and_mind(&today);
            for home in homes.iter_mut() {
                let first = (home.first - front) as usize;
                let payers: i32 = block.pays[first..first + usize::from(home.size)].iter().sum();
                home.cash -= i64::from(payers) * self.account.price_out;
            }
        }
        week.called += sum(&block.called, rows.len());
        week.bought += sum(&block.bought, rows.len());
        week.effort += sum(&block.effort, rows.len());
        week.conviction += sum(&block.conviction, rows.len());
        self.people.store(rows, block);
    }
}

/// Monday: pay for last week's effort, officials' share of the bribes, the ration.
fn receive(homes: &mut [Home], account: &Account, week: &mut Week, block: &mut Block) {
    let front = homes[0].first;
    for home in homes {
        let first = (home.first - front) as usize;
        let efforts = &mut block.effort[first..first + usize::from(home.size)];
        let pay: i64 = efforts.iter().map(|&effort| (i64::from(effort) * account.rate) >> 16).sum();
        efforts.fill(0);
        week.paid += pay;
        home.cash += pay + i64::from(home.officials) * account.official_share;
        home.food += i64::from(home.ration_week);
    }
}

impl Account {
    /// What the county means to everybody on a weekday.
    fn today(&self, weekday: usize) -> Today {
        Today {
            limit_post: self.limit[0][weekday] as u32,
            limit_unit: self.limit[1][weekday] as u32,
            minutes: LABOUR[weekday],
            lecture: TAUGHT[weekday],
            weekday: weekday as u32,
            effort_out: self.effort_out as i32,
            mean_conviction: self.mean_conviction as i32,
        }
    }
}
