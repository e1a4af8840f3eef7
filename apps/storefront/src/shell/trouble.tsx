/** Something on our side failed. Said plainly, with the one thing that helps. */
export function Trouble({ retry }: { retry: () => void }) {
  return (
    <div className="shell max-w-2xl py-24 text-center">
      <h1 className="title">That did not work</h1>
      <p className="mt-5 text-lg text-soft">
        Something went wrong on our side. Your cart and your orders are safe. Please try again in a moment.
      </p>
      <p className="mt-8">
        <button className="button" onClick={() => retry()}>
          Try again
        </button>
      </p>
    </div>
  );
}
