/** How much time the grid shows. */
export const gridViews = ['day', 'workweek', 'week'] as const;
export type GridView = (typeof gridViews)[number];

export function parseView(text: string | null): GridView {
  return gridViews.find((view) => view === text) ?? 'day';
}

/** So many days the next page is away. */
export function daysPerPage(view: GridView): number {
  return view === 'day' ? 1 : 7;
}
