CREATE TABLE written (account_id int NOT NULL, who text);
