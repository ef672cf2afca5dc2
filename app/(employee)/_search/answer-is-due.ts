'use client';

import { createContext } from 'react';

/** Whether what is shown answers a former question, so that nothing of it may be booked. */
export const AnswerIsDue = createContext(false);
