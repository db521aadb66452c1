drop table group_buy_pledges, group_buys;
