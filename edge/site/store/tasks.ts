export type TaskName = 'publish' | 'rebuild' | 'fit' | 'sweep';

/** Named alarms over the one alarm an object has. Kept in the database, so that a restart forgets none. */
export class TaskStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Asks for a task at `dueAtMs`, or sooner if it was due sooner. @throws where that is no whole millisecond: SQLite refuses the row */
  schedule(task: TaskName, dueAtMs: number): void {
    this.#sql.exec(
      'INSERT INTO task (task, due_at_ms) VALUES (?, ?) ON CONFLICT (task) DO UPDATE SET due_at_ms = MIN(due_at_ms, excluded.due_at_ms)',
      task,
      dueAtMs,
    );
  }

  isScheduled(task: TaskName): boolean {
    return this.#sql.exec('SELECT 1 FROM task WHERE task = ?', task).toArray().length > 0;
  }

  /** Takes out what is due. */
  takeDue(nowMs: number): TaskName[] {
    return this.#sql
      .exec<{ task: TaskName }>('DELETE FROM task WHERE due_at_ms <= ? RETURNING task', nowMs)
      .toArray()
      .map((row) => row.task);
  }

  nextDueAtMs(): number | null {
    return this.#sql.exec<{ due: number | null }>('SELECT MIN(due_at_ms) AS due FROM task').one().due;
  }
}
