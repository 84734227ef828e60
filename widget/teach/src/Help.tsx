/** All labels with their keys and when each is the one, and all other keys. */
import { Dialog } from "./Dialog";
import { PAGE_ACTIONS } from "./keys";
import type { Codebook } from "./protocol";
import { strings } from "./strings";

export function Help({ codebook, onClose }: { codebook: Codebook; onClose: () => void }) {
  const actions = [...codebook.actions, ...PAGE_ACTIONS.map((one) => ({ ...one, name: strings.takeOut }))];
  return (
    <Dialog title={strings.helpTitle} onClose={onClose} wide>
      <div class="help" tabIndex={0}>
        <p>
          {strings.helpWhy} {strings.helpTwo}
        </p>
        {codebook.questions.map((question) => (
          <table key={question.id}>
            <caption>
              <b>{question.name}</b> {question.ask}
            </caption>
            <thead class="unseen">
              <tr>
                <th scope="col">{strings.key}</th>
                <th scope="col">{strings.label}</th>
                <th scope="col">{strings.when}</th>
              </tr>
            </thead>
            <tbody>
              {question.labels.map((label) => (
                <tr key={label.id}>
                  <td>
                    <kbd>{label.key}</kbd>
                  </td>
                  <th scope="row">{label.name}</th>
                  <td>{label.when}</td>
                </tr>
              ))}
            </tbody>
          </table>
        ))}
        <table>
          <caption>
            <b>{strings.actions}</b>
          </caption>
          <tbody>
            {actions.map((action) => (
              <tr key={action.id}>
                <td>
                  <kbd>{action.key}</kbd>
                </td>
                <th scope="row">{action.name}</th>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Dialog>
  );
}
