/** The demo's organisation: three buildings in three time zones, and an annex that is out of reach. */
export interface DemoBuilding {
  readonly name: string;
  readonly address: string;
  readonly timeZone: string;
  readonly floors: readonly DemoFloor[];
}

export interface DemoFloor {
  readonly name: string;
  readonly rooms: readonly DemoRoom[];
}

/** Name, places, features. */
export type DemoRoom = readonly [name: string, capacity: number, ...features: readonly string[]];

export const demoFeatures: readonly (readonly [key: string, name: string])[] = [
  ['screen', 'Screen'],
  ['video', 'Video conference'],
  ['whiteboard', 'Whiteboard'],
  ['phone', 'Conference phone'],
  ['projector', 'Projector'],
  ['hearing-loop', 'Hearing loop'],
  ['standing-desks', 'Standing desks'],
];

export const demoBuildings: readonly DemoBuilding[] = [
  {
    name: 'Lumière',
    address: '12 rue des Archives, Paris',
    timeZone: 'Europe/Paris',
    floors: [
      {
        name: '0',
        rooms: [
          ['Agora', 60, 'hearing-loop', 'projector', 'screen', 'video'],
          ['Atelier', 12, 'standing-desks', 'whiteboard'],
          ['Parloir', 2, 'phone'],
        ],
      },
      {
        name: '1',
        rooms: [
          ['Ampère', 4, 'screen'],
          ['Becquerel', 6, 'screen', 'whiteboard'],
          ['Curie', 8, 'screen', 'video', 'whiteboard'],
          ['Daguerre', 4, 'phone'],
        ],
      },
      {
        name: '2',
        rooms: [
          ['Eiffel', 10, 'screen', 'video', 'whiteboard'],
          ['Fermat', 6, 'screen', 'whiteboard'],
          ['Germain', 8, 'hearing-loop', 'screen', 'video'],
          ['Hermite', 4, 'whiteboard'],
        ],
      },
      {
        name: '3',
        rooms: [
          ['Irène', 12, 'screen', 'video', 'whiteboard'],
          ['Joliot', 6, 'screen'],
          ['Lamarck', 4, 'phone', 'screen'],
          ['Meitner', 16, 'hearing-loop', 'projector', 'video'],
        ],
      },
    ],
  },
  {
    name: 'Laurier',
    address: '480 avenue Laurier, Montréal',
    timeZone: 'America/Toronto',
    floors: [
      {
        name: '1',
        rooms: [
          ['Banting', 6, 'screen', 'whiteboard'],
          ['Bombardier', 20, 'hearing-loop', 'projector', 'video'],
          ['Carson', 4, 'screen'],
          ['Desjardins', 2, 'phone'],
        ],
      },
      {
        name: '2',
        rooms: [
          ['Fleming', 8, 'screen', 'video'],
          ['Gaultier', 4, 'whiteboard'],
          ['Hopper', 6, 'screen', 'whiteboard'],
          ['Lovelace', 10, 'screen', 'video', 'whiteboard'],
          ['Noether', 14, 'hearing-loop', 'screen', 'video'],
        ],
      },
      {
        name: '3',
        rooms: [
          ['Penfield', 4, 'phone'],
          ['Rutherford', 8, 'screen', 'standing-desks'],
          ['Turing', 6, 'screen', 'video'],
          ['Villeray', 12, 'screen', 'video', 'whiteboard'],
        ],
      },
    ],
  },
  {
    name: 'Piton',
    address: '3 rue de la Victoire, Saint-Denis de La Réunion',
    timeZone: 'Indian/Reunion',
    floors: [
      {
        name: '0',
        rooms: [
          ['Bourbon', 30, 'hearing-loop', 'projector', 'screen', 'video'],
          ['Cilaos', 4, 'screen'],
          ['Dodo', 2, 'phone'],
          ['Fournaise', 10, 'screen', 'video', 'whiteboard'],
        ],
      },
      {
        name: '1',
        rooms: [
          ['Géranium', 6, 'screen', 'whiteboard'],
          ['Letchi', 4, 'whiteboard'],
          ['Mafate', 8, 'screen', 'video'],
          ['Salazie', 6, 'screen'],
          ['Tamarin', 12, 'screen', 'video', 'whiteboard'],
          ['Vanille', 4, 'phone', 'screen'],
          ['Vétiver', 8, 'screen', 'whiteboard'],
          ['Ylang', 3, 'screen'],
        ],
      },
    ],
  },
];

export const demoAnnex: DemoBuilding = {
  name: 'Lumière annex',
  address: '2 rue de Braque, Paris',
  timeZone: 'Europe/Paris',
  floors: [
    {
      name: '0',
      rooms: [
        ['Remise', 8, 'screen', 'whiteboard'],
        ['Verrière', 14, 'projector', 'video'],
        ['Voûte', 4, 'screen'],
      ],
    },
  ],
};

/** Floors without a lift for everybody, as old houses have them. */
export const roomsWithSteps: ReadonlySet<string> = new Set([
  'Atelier',
  'Voûte',
  'Penfield',
  'Ylang',
]);

export const demoPeople = [
  { email: 'alice@example.org', name: 'Alice Martin', role: 'employee' },
  { email: 'marc@example.org', name: 'Marc Dubois', role: 'manager' },
  { email: 'ines@example.org', name: 'Inès Leroy', role: 'admin' },
  { email: 'yuki@example.org', name: 'Yuki Tanaka', role: 'employee' },
  { email: 'omar@example.org', name: 'Omar Benali', role: 'employee' },
  { email: 'claire@example.org', name: 'Claire Nguyen', role: 'employee' },
  { email: 'samuel@example.org', name: 'Samuel Roy', role: 'employee' },
  { email: 'lea@example.org', name: 'Léa Payet', role: 'employee' },
] as const;

export const demoTitles = [
  'Weekly team meeting',
  'Project review',
  'Budget 2027',
  'Design critique',
  'One to one',
  'Réunion de service',
  'Customer call',
  'Job interview',
  'Sprint planning',
  'Accessibility audit',
  'Point d’avancement',
  'Training',
] as const;
