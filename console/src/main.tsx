/** The page's first file. */
import { render } from 'preact';
import { App } from './app.tsx';
import { prepareSignIn } from './sign-in/sign-in.ts';

const root = document.getElementById('root');
if ((await prepareSignIn()) && root !== null) render(<App />, root);
