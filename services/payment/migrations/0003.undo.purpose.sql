alter table payment_news drop column purpose;
alter table payments drop column purpose;
