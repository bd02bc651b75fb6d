/** The page's first file. */
import { render } from 'preact';
import { App } from './app.tsx';
import { prepareSignIn } from './sign-in/sign-in.ts';

const root = document.getElementById('root');
// Parts that are loaded later stand on this file: it may not wait for one of them.
void prepareSignIn().then((isHere) => {
  if (isHere && root !== null) render(<App />, root);
});
