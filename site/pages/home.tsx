// The first page: what Headwater is, the running example in one picture, two commands, where to read
// first. Its numbers come from a run.

import type { VNode } from "preact";
import { Code } from "../code.tsx";
import { FigureView, type Picture } from "../figure_view.tsx";
import { linksFrom, type LinkTo, type Page } from "../page.ts";
import type { Story } from "../story.ts";
import type { ReadLesson } from "../lesson.ts";
import { typeset } from "../typeset.ts";

/** What the first page tells. */
export interface HomeProps {
  readonly story: Story;
  readonly picture: Picture;
  /** The lines of the job between its source and its window function. */
  readonly listing: string;
  readonly lessons: readonly Pick<ReadLesson, "path" | "front">[];
  readonly lawCount: number;
}

const PATH = "index.html";

/** The first page. */
export function homePage(props: HomeProps): Page {
  return {
    path: PATH,
    language: "en",
    title: "Headwater: a stream you can hold still",
    description:
      "A simulator of Apache Flink’s dataflow model that runs a job in simulated time, tells every step as a fact, and goes back.",
    body: <Home {...props} />,
  };
}

function Home(props: HomeProps): VNode {
  const link = linksFrom(PATH);
  return (
    <article class="home">
      <h1>A stream you can hold still</h1>
      <div class="noted">
        <aside class="note">
          For students, for teachers, and for whoever has stared at a window that would not fire.
        </aside>
        <p class="lead">
          Headwater simulates the dataflow model of Apache Flink. It runs a real streaming job in
          simulated time, tells every step as a fact, and goes back: to any moment, hash for hash,
          or down another branch in which the network was slower. <em>One seed, one history.</em>
        </p>
      </div>
      <FigureView picture={withCaption(props.picture)} language="en" />
      <Readings story={props.story} listing={props.listing} />
      <Commands />
      <ReadFirst link={link} lessons={props.lessons} lawCount={props.lawCount} />
      <Trust story={props.story} link={link} lawCount={props.lawCount} />
    </article>
  );
}

/** Whoever sees the picture for the first time is told a little more gently how to read it. */
function withCaption(picture: Picture): Picture {
  const caption =
    "A dot is a reading: as far right as it came, as high as it was measured. The blue " +
    "line is the watermark: below it, the job expects nothing more. Brackets are windows, and ticks " +
    "are firings: two where it is on time, three where it is late.";
  return { ...picture, description: { ...picture.description, caption } };
}

function Readings({ story, listing }: { story: Story; listing: string }): VNode {
  const [onTime, again] = story.firings;
  return (
    <section>
      <h2>Twelve readings, known by name</h2>
      <p>
        Three sensors measure temperature, two gateways pass it on, and a job asks for the highest
        of each sensor in every ten seconds. Nine of the twelve readings are well behaved. The other
        three are the reason why streaming is hard:
      </p>
      <dl class="cases">
        <dt>r6</dt>
        <dd>
          was measured at 6 s and comes after a reading of 8 s. It is{" "}
          <em>out of order</em>, and nobody is hurt: the watermark had not passed it.
        </dd>
        <dt>r9</dt>
        <dd>
          was measured at 7 s and comes at 15 s. Its window had fired at {onTime.at} and said{" "}
          {onTime.celsius} °C. But it was kept for another five seconds, so it fires once more, at
          {" "}
          {again.at}, and now says {again.celsius}: <em>late, but allowed</em>.
        </dd>
        <dt>r12</dt>
        <dd>
          was measured at 3 s and comes at {story.tooLateAt}. Its window is gone. It is{" "}
          <em>too late</em>, and leaves by the side, where one can still count it.
        </dd>
      </dl>
      <div class="noted">
        <aside class="note">
          The job in Flink’s own words, so that what you learn here is what you will meet there. The
          whole of it: <code>lessons/readings/job.ts</code>
        </aside>
        <Code text={listing} />
      </div>
    </section>
  );
}

function Commands(): VNode {
  return (
    <section>
      <h2>Two commands</h2>
      <p>All you need is Node; Deno comes by itself, and so does everything else.</p>
      <dl class="commands">
        <dt>
          <code>npx -y deno@2.9.6 task demo</code>
        </dt>
        <dd>One real week of earthquakes: a table per seismic network and day.</dd>
        <dt>
          <code>npx -y deno@2.9.6 task test</code>
        </dt>
        <dd>Every test, law, conformance case and example.</dd>
      </dl>
    </section>
  );
}

function ReadFirst(
  { link, lessons, lawCount }: Pick<HomeProps, "lessons" | "lawCount"> & { link: LinkTo },
): VNode {
  return (
    <section>
      <h2>Where to read first</h2>
      <ol class="reading">
        {lessons.map(({ path, front }) => (
          <li key={path}>
            <a href={link(path)}>{typeset(front.title)}</a>
            <span>{typeset(front.summary)} {front.minutes} minutes.</span>
          </li>
        ))}
        <li>
          <a href={link("figures.html")}>The figures</a>
          <span>The same run as a graph, in space and time, and in event time.</span>
        </li>
        {lawCount > 0 && (
          <li>
            <a href={link("laws.html")}>The laws</a>
            <span>
              {lawCount} claims about all runs, each with the cases that it must have met.
            </span>
          </li>
        )}
        <li>
          <code>sim/README.md</code>
          <span>The engine: the life of one record, and which folder is which class of Flink.</span>
        </li>
      </ol>
    </section>
  );
}

function Trust({ story, link, lawCount }: { story: Story; link: LinkTo; lawCount: number }): VNode {
  return (
    <section>
      <h2>Why you can believe the pictures</h2>
      <div class="noted">
        <aside class="note">
          Trace hash of that run: <code>{story.traceHash}</code>
        </aside>
        <p>
          Nothing is drawn by hand. A figure is a function of a trace, and the trace is what the
          engine reported, fact by fact. When this page was made, the job above ran in{" "}
          {story.stepCount} steps and told {story.factCount}{" "}
          facts. Run it, on any machine, and you get the same ones.
        </p>
      </div>
      <p>
        {lawCount > 0 && (
          <>
            The engine answers to <a href={link("laws.html")}>laws</a>{" "}
            checked on thousands of made-up jobs, and to cases taken from Flink’s own tests.{" "}
          </>
        )}
        Where we differ from Flink, <code>sim/FIDELITY.md</code> says so and why.
      </p>
    </section>
  );
}
