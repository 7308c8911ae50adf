/** Entry of the browser side: puts the shell on the page. */
import { createElement } from 'lwc';
import App from 'shell/app';

document.body.append(createElement('shell-app', { is: App }));
