/** The rows with the highest scores, best first, of all that are offered in ascending order; equal ones in that order. */
export class Top {
  readonly rows: number[] = [];
  readonly scores: number[] = [];
  /** What does not score more than this gets in no more. */
  floor = Number.NEGATIVE_INFINITY;
  readonly #room: number;

  constructor(room: number) {
    this.#room = room;
  }

  /**
   * Takes a row that scores more than `floor`. Rows are in the order of node ids, which are hashes: the scores come in no
   * order, so that of 10,000 about 140 get here, and moving the others down one by one is quick enough.
   */
  take(score: number, row: number): void {
    const { rows, scores } = this;
    let place = rows.length < this.#room ? rows.length : this.#room - 1;
    for (; place > 0 && (scores[place - 1] as number) < score; place--) {
      scores[place] = scores[place - 1] as number;
      rows[place] = rows[place - 1] as number;
    }
    scores[place] = score;
    rows[place] = row;
    if (rows.length === this.#room) this.floor = scores[this.#room - 1] as number;
  }
}
