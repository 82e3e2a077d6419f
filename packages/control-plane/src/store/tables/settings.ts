import { sqliteTable, text } from 'drizzle-orm/sqlite-core';

// The columns as migrations/ makes them, where what they mean stands.

export const settings = sqliteTable('settings', {
  name: text().primaryKey(),
  value: text().notNull(),
});
