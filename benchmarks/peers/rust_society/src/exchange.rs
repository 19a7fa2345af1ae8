//! The door to Python: columns of 64-bit numbers in, columns out. Their order is that of `rust_columns.py`.

use crate::account::Account;
use crate::county::{County, Home, People};
use crate::numbers::DAYS_A_WEEK;
use crate::Society;
use std::slice::from_raw_parts;

/// How many columns Python hands over of each kind.
const PEOPLE: usize = 15;
const HOMES: usize = 7;
const COUNTIES: usize = 11;

/// Columns of one kind, each with as many values.
struct Columns<'a>(Vec<&'a [i64]>);

impl<'a> Columns<'a> {
    /// # Safety
    /// `pointers` must lead to `n_columns` arrays of `n_rows` numbers.
    unsafe fn new(pointers: *const *const i64, n_columns: usize, n_rows: usize) -> Self {
        Columns(from_raw_parts(pointers, n_columns).iter().map(|&column| from_raw_parts(column, n_rows)).collect())
    }

    /// Some rows of a column, in the narrower type of the society.
    fn take<T: TryFrom<i64>>(&self, column: usize, first: usize, n: usize) -> Vec<T> {
        self.0[column][first..first + n].iter().map(|&value| fit(value)).collect()
    }

    /// One value.
    fn at<T: TryFrom<i64>>(&self, column: usize, row: usize) -> T {
        fit(self.0[column][row])
    }
}

/// A number in a narrower type. Panics where it does not fit.
fn fit<T: TryFrom<i64>>(value: i64) -> T {
    T::try_from(value).unwrap_or_else(|_| panic!("{value} does not fit into its column"))
}

fn people_of(columns: &Columns, first: usize, n: usize) -> People {
    People {
        takes_part: columns.take(0, first, n),
        post_minutes: columns.take(1, first, n),
        runs: columns.take(2, first, n),
        skill: columns.take(3, first, n),
        trade_share: columns.take(4, first, n),
        conviction: columns.take(5, first, n),
        nutrition: columns.take(6, first, n),
        effort: columns.take(7, first, n),
        labour: columns.take(8, first, n),
        market: columns.take(9, first, n),
        taught: columns.take(10, first, n),
        called: columns.take(11, first, n),
        bought: columns.take(12, first, n),
        refused: columns.take(13, first, n),
        hungry: columns.take(14, first, n),
    }
}

fn home_of(columns: &Columns, row: usize, first: u32) -> Home {
    Home {
        first,
        size: columns.at(0, row),
        officials: columns.at(1, row),
        shop_day: columns.at(2, row),
        need: columns.at(3, row),
        ration_week: columns.at(4, row),
        cash: columns.at(5, row),
        food: columns.at(6, row),
    }
}

fn account_of(columns: &Columns, row: usize, limits: &[i64]) -> Account {
    let mut limit = [[0; DAYS_A_WEEK]; 2];
    limit.iter_mut().flatten().zip(&limits[row * 2 * DAYS_A_WEEK..]).for_each(|(to, &from)| *to = from);
    Account {
        heads: columns.at(0, row),
        officials: columns.at(1, row),
        price: columns.at(2, row),
        rate: columns.at(3, row),
        price_out: columns.at(4, row),
        effort_out: columns.at(5, row),
        official_share: columns.at(6, row),
        mean_conviction: columns.at(7, row),
        market_pot: columns.at(8, row),
        bribe_pot: columns.at(9, row),
        limit,
    }
}

/// Make a society from columns of people, households and counties in order; `limits` are (county, channel, weekday).
///
/// # Safety
/// The pointers must lead to PEOPLE, HOMES and COUNTIES columns of `sizes` (people, households, counties) numbers; the
/// last column of counties is the number of households.
#[no_mangle]
pub unsafe extern "C" fn society_new(
    people: *const *const i64,
    homes: *const *const i64,
    counties: *const *const i64,
    limits: *const i64,
    sizes: *const usize,
    n_threads: usize,
) -> *mut Society {
    let sizes = from_raw_parts(sizes, 3);
    let people = Columns::new(people, PEOPLE, sizes[0]);
    let homes = Columns::new(homes, HOMES, sizes[1]);
    let accounts = Columns::new(counties, COUNTIES, sizes[2]);
    let limits = from_raw_parts(limits, sizes[2] * 2 * DAYS_A_WEEK);
    let (mut first_person, mut first_home) = (0, 0);
    let mut counties = Vec::with_capacity(sizes[2]);
    for row in 0..sizes[2] {
        let n_homes: usize = accounts.at(COUNTIES - 1, row);
        let mut n_people = 0;
        let mut of_county = Vec::with_capacity(n_homes);
        for home in first_home..first_home + n_homes {
            of_county.push(home_of(&homes, home, n_people));
            n_people += u32::from(of_county[home - first_home].size);
        }
        counties.push(County {
            first_id: first_person as u32 + 1,
            account: account_of(&accounts, row, limits),
            people: people_of(&people, first_person, n_people as usize),
            homes: of_county,
        });
        first_person += n_people as usize;
        first_home += n_homes;
    }
    Box::into_raw(Box::new(Society { counties, n_threads }))
}

/// Live whole weeks.
///
/// # Safety
/// `society` must come from `society_new`.
#[no_mangle]
pub unsafe extern "C" fn society_live_weeks(society: *mut Society, first_week: usize, n_weeks: usize) {
    (*society).live_weeks(first_week, n_weeks);
}

/// Write what moves: ten columns of people, cash and food, and pots, price and rate, each into an array of its own.
///
/// # Safety
/// `society` must come from `society_new`; the sixteen arrays must have room for everybody.
#[no_mangle]
pub unsafe extern "C" fn society_read(society: *const Society, columns: *const *mut i64) {
    let to = from_raw_parts(columns, 16);
    let (mut person, mut household) = (0, 0);
    for (row, county) in (*society).counties.iter().enumerate() {
        let p = &county.people;
        for (column, values) in [&p.conviction, &p.nutrition, &p.effort].into_iter().enumerate() {
            write(to[column], person, values);
        }
        for (column, values) in [&p.labour, &p.market, &p.taught].into_iter().enumerate() {
            write(to[3 + column], person, values);
        }
        for (column, values) in [&p.called, &p.bought, &p.refused, &p.hungry].into_iter().enumerate() {
            write(to[6 + column], person, values);
        }
        write(to[10], household, &county.homes.iter().map(|home| home.cash).collect::<Vec<_>>());
        write(to[11], household, &county.homes.iter().map(|home| home.food).collect::<Vec<_>>());
        let account = &county.account;
        for (column, value) in [account.market_pot, account.bribe_pot, account.price, account.rate].iter().enumerate() {
            write(to[12 + column], row, &[*value]);
        }
        person += p.conviction.len();
        household += county.homes.len();
    }
}

/// Write values into an array from a row on.
unsafe fn write<T: Copy + Into<i64>>(to: *mut i64, first: usize, values: &[T]) {
    for (at, &value) in values.iter().enumerate() {
        *to.add(first + at) = value.into();
    }
}

/// Forget a society.
///
/// # Safety
/// `society` must come from `society_new` and not be used again.
#[no_mangle]
pub unsafe extern "C" fn society_free(society: *mut Society) {
    drop(Box::from_raw(society));
}
